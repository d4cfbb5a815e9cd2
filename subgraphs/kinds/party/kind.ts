/** A party: what every organisation has, and the policy review. */
import type { Kind } from '../../organisation/kind.ts';
import { loaders, type Tables, tables } from './context.ts';
import { findReview, resolvers } from './resolvers.ts';

export const party: Kind<Tables, ReturnType<typeof loaders>> = {
  contract: 'party',
  resolvers,
  tables,
  loaders,
  nodes: { review: findReview },
  cards: ({ reviews }) => [reviews.cards],
};
