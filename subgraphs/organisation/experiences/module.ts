/** What people lived through: evidence that an idea or a paper can rest on. */
import type { CardSource } from '../../feed/publish/card-source.ts';
import type { Module } from '../../framework/module.ts';
import { type Context, loaders, tables } from './context.ts';
import { ofExperiences } from './experience.ts';
import { resolvers } from './resolvers.ts';

export const module: Module<Context, CardSource> = {
  purpose: 'So that policy rests on what people lived through.',
  tables,
  loaders,
  nodes: { experience: (id, { load }) => load.experience.load(id) },
  resolvers,
  shares: ({ experiences }) => [experiences.cards],
  personal: [ofExperiences],
  repair: ({ experiences }) => experiences.repair(),
};
