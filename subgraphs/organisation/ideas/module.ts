/** Policy ideas, and the positions that people take on them. */
import type { CardSource } from '../../feed/publish/card-source.ts';
import type { Module } from '../../framework/module.ts';
import { type Context, loaders, tables } from './context.ts';
import { ofIdeas } from './idea.ts';
import { ofPositions } from './position.ts';
import { resolvers } from './resolvers.ts';

export const module: Module<Context, CardSource> = {
  purpose:
    'So that people put forward policy, say where they stand on it, and see what becomes of it.',
  tables,
  loaders,
  nodes: { idea: (id, { load }) => load.idea.load(id) },
  resolvers,
  shares: ({ ideas }) => [ideas.cards],
  personal: [ofIdeas, ofPositions],
  repair: ({ positions }) => positions.repair(),
};
