/** What resolvers are given to read and write campaigns. */
import type { Connection } from 'mongoose';
import type { Organisation } from '../../../directory/organisations.ts';
import type { ContextWith } from '../../framework/context.ts';
import { byId } from '../../framework/loaders.ts';
import { campaignsOf } from './campaigns.ts';

export const tables = (db: Connection, { id }: Organisation) => ({
  campaigns: campaignsOf(db, id),
});

export const loaders = ({ campaigns }: ReturnType<typeof tables>) => ({
  campaign: byId(campaigns.byIds),
});

export type Context = ContextWith<typeof tables, typeof loaders>;
