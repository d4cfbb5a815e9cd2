/** Polls of a union's own network, and the votes in them. */
import type { CardSource } from '../../../feed/publish/card-source.ts';
import type { Module } from '../../../framework/module.ts';
import { type Context, loaders, tables } from './context.ts';
import { resolvers } from './resolvers.ts';
import { ofVotes } from './vote.ts';

export const module: Module<Context, CardSource> = {
  purpose: 'So that a union hears its own network, and people see what it said.',
  tables,
  loaders,
  nodes: {
    poll: (id, { load }) => load.poll.load(id),
    option: (id, { load }) => load.option.load(id),
  },
  resolvers,
  shares: ({ polls }) => [polls.cards],
  personal: [ofVotes],
  repair: ({ polls }) => polls.repair(),
};
