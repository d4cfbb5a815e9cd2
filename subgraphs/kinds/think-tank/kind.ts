/** A think-tank: what every organisation has, and its papers. */
import type { Kind } from '../../organisation/kind.ts';
import { loaders, type Tables, tables } from './context.ts';
import { isPublic } from './paper.ts';
import { findPaper, resolvers } from './resolvers.ts';

export const thinkTank: Kind<Tables, ReturnType<typeof loaders>> = {
  contract: 'think-tank',
  resolvers,
  tables,
  loaders,
  rules: { 'paper:public': isPublic },
  nodes: { paper: findPaper },
  cards: ({ papers }) => [papers.cards],
};
