/** Petals: something small and kind that people say of their organisations. */
import type { CardSource } from '../../feed/publish/card-source.ts';
import type { Module } from '../../framework/module.ts';
import { type Context, loaders, tables } from './context.ts';
import { ofPetals, type PetalRow } from './petal.ts';
import { resolvers } from './resolvers.ts';

export const module: Module<Context, CardSource> = {
  purpose: 'So that organisations hear a kind word.',
  tables,
  loaders,
  nodes: { petal: (id, { load }) => load.petal.load(id) },
  rules: {
    'petal:giver': {
      who: 'whoever gave the petal',
      holds: ({ person }: PetalRow, { caller }) => person === caller?.person,
    },
  },
  resolvers,
  shares: ({ petals }) => [petals.cards],
  personal: [ofPetals],
};
