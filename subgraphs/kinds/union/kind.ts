/** A union: what every organisation has, and the polls of its network. */
import type { Kind } from '../../organisation/kind.ts';
import { loaders, type Tables, tables } from './context.ts';
import { findPoll, resolvers } from './resolvers.ts';

export const union: Kind<Tables, ReturnType<typeof loaders>> = {
  contract: 'union',
  resolvers,
  tables,
  loaders,
  nodes: { poll: findPoll },
  cards: ({ polls }) => [polls.cards],
};
