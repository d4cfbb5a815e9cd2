/** A movement: what every organisation has, and its wins. */
import type { Kind } from '../../organisation/kind.ts';
import { loaders, type Tables, tables } from './context.ts';
import { findWin, resolvers } from './resolvers.ts';

export const movement: Kind<Tables, ReturnType<typeof loaders>> = {
  contract: 'movement',
  resolvers,
  tables,
  loaders,
  nodes: { win: findWin },
  cards: ({ wins }) => [wins.cards],
};
