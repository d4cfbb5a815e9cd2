/** What resolvers are given to read and write petals. */
import type { Connection } from 'mongoose';
import type { Organisation } from '../../../directory/organisations.ts';
import type { ContextWith } from '../../framework/context.ts';
import { byId } from '../../framework/loaders.ts';
import { petalsOf } from './petals.ts';

export const tables = (db: Connection, { id }: Organisation) => ({ petals: petalsOf(db, id) });

export const loaders = ({ petals }: ReturnType<typeof tables>) => ({ petal: byId(petals.byIds) });

export type Context = ContextWith<typeof tables, typeof loaders>;
