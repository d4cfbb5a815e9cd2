/** A think-tank: the commons, and its papers. */
import type { Kind } from '../commons/kind.ts';
import { loaders, type Tables, tables } from './context.ts';
import { findPaper, resolvers } from './resolvers.ts';

export const thinkTank: Kind<Tables, ReturnType<typeof loaders>> = {
  contract: 'think-tank',
  resolvers,
  tables,
  loaders,
  nodes: { paper: findPaper },
  cards: ({ papers }) => [papers.cards],
};
