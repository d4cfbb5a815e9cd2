/** What resolvers are given to read and write experiences. */
import type { Connection } from 'mongoose';
import type { Organisation } from '../../../directory/organisations.ts';
import type { ContextWith } from '../../framework/context.ts';
import { byId } from '../../framework/loaders.ts';
import type { Context as MembersContext } from '../members/context.ts';
import { experiencesOf } from './experiences.ts';

export const tables = (db: Connection, { id }: Organisation) => ({
  experiences: experiencesOf(db, id),
});

export const loaders = ({ experiences }: ReturnType<typeof tables>) => ({
  experience: byId(experiences.byIds),
});

export type Context = ContextWith<typeof tables, typeof loaders, MembersContext>;
