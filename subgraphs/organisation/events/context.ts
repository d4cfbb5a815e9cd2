/** What resolvers are given to read and write events, and answers to them. */
import type { Connection } from 'mongoose';
import type { Organisation } from '../../../directory/organisations.ts';
import type { ContextWith } from '../../framework/context.ts';
import { byId } from '../../framework/loaders.ts';
import type { Context as MembersContext } from '../members/context.ts';
import { attendancesIn } from './attendances.ts';
import { eventsOf } from './events.ts';

export const tables = (db: Connection, { id }: Organisation) => ({
  events: eventsOf(db, id),
  attendances: attendancesIn(db),
});

export const loaders = ({ events, attendances }: ReturnType<typeof tables>) => ({
  event: byId(events.byIds),
  roster: byId(attendances.rosters),
  attendance: byId(attendances.byIds),
});

export type Context = ContextWith<typeof tables, typeof loaders, MembersContext>;
