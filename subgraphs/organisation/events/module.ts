/** Events, and who comes to them. */
import type { CardSource } from '../../feed/publish/card-source.ts';
import type { Module } from '../../framework/module.ts';
import { type Context, loaders, tables } from './context.ts';
import { ofGuests } from './event.ts';
import { resolvers } from './resolvers.ts';
import { rules } from './rules.ts';

export const module: Module<Context, CardSource> = {
  purpose: 'So that people learn of events and come to them, and organisers know how many do.',
  tables,
  loaders,
  nodes: {
    event: (id, { load }) => load.event.load(id),
    attendance: (id, { load }) => load.attendance.load(id),
  },
  rules,
  resolvers,
  shares: ({ events }) => [events.cards],
  personal: [ofGuests],
};
