/** Policy reviews: questions of a party, and the ideas that it took up to answer them. */
import type { CardSource } from '../../../feed/publish/card-source.ts';
import type { Module } from '../../../framework/module.ts';
import { type Context, loaders, tables } from './context.ts';
import { resolvers } from './resolvers.ts';

export const module: Module<Context, CardSource> = {
  purpose: 'So that people see what a party asks, and which ideas it takes up.',
  tables,
  loaders,
  nodes: { review: (id, { load }) => load.review.load(id) },
  resolvers,
  shares: ({ reviews }) => [reviews.cards],
};
