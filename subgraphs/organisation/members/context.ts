/** What resolvers are given to read and write members. */
import type { Connection } from 'mongoose';
import type { Organisation } from '../../../directory/organisations.ts';
import type { ContextWith } from '../../framework/context.ts';
import { byId } from '../../framework/loaders.ts';
import { membersOf } from './members.ts';

export const tables = (db: Connection, { id }: Organisation) => ({ members: membersOf(db, id) });

export const loaders = ({ members }: ReturnType<typeof tables>) => ({
  member: byId(members.byIds),
});

export type Context = ContextWith<typeof tables, typeof loaders>;
