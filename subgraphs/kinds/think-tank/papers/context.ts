/** What resolvers are given to read and write papers. */
import type { Connection } from 'mongoose';
import type { Organisation } from '../../../../directory/organisations.ts';
import type { ContextWith } from '../../../framework/context.ts';
import { byId } from '../../../framework/loaders.ts';
import { papersOf } from './papers.ts';

export const tables = (db: Connection, { id }: Organisation) => ({ papers: papersOf(db, id) });

export const loaders = ({ papers }: ReturnType<typeof tables>) => ({
  paper: byId(papers.byIds),
  claim: byId(papers.claimsByIds),
});

export type Context = ContextWith<typeof tables, typeof loaders>;
