/** Wins: what people changed where they live. */
import type { CardSource } from '../../../feed/publish/card-source.ts';
import type { Module } from '../../../framework/module.ts';
import { type Context, loaders, tables } from './context.ts';
import { resolvers } from './resolvers.ts';

export const module: Module<Context, CardSource> = {
  purpose: 'So that people see what was changed, how, and by which idea.',
  tables,
  loaders,
  nodes: { win: (id, { load }) => load.win.load(id) },
  resolvers,
  shares: ({ wins }) => [wins.cards],
};
