/** What an organisation and its allies do over time to reach an aim. */
import type { CardSource } from '../../feed/publish/card-source.ts';
import type { Module } from '../../framework/module.ts';
import { type Context, loaders, tables } from './context.ts';
import { resolvers } from './resolvers.ts';

export const module: Module<Context, CardSource> = {
  purpose: 'So that people see what an organisation fights for, and help.',
  tables,
  loaders,
  nodes: { campaign: (id, { load }) => load.campaign.load(id) },
  resolvers,
  shares: ({ campaigns }) => [campaigns.cards],
};
