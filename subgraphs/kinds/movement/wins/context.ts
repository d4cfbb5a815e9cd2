/** What resolvers are given to read and write wins. */
import type { Connection } from 'mongoose';
import type { Organisation } from '../../../../directory/organisations.ts';
import type { ContextWith } from '../../../framework/context.ts';
import { byId } from '../../../framework/loaders.ts';
import { winsOf } from './wins.ts';

export const tables = (db: Connection, { id }: Organisation) => ({ wins: winsOf(db, id) });

export const loaders = ({ wins }: ReturnType<typeof tables>) => ({ win: byId(wins.byIds) });

export type Context = ContextWith<typeof tables, typeof loaders>;
