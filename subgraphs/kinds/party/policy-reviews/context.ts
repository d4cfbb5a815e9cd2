/** What resolvers are given to read and write policy reviews. */
import type { Connection } from 'mongoose';
import type { Organisation } from '../../../../directory/organisations.ts';
import type { ContextWith } from '../../../framework/context.ts';
import { byId } from '../../../framework/loaders.ts';
import { reviewsOf } from './reviews.ts';

export const tables = (db: Connection, { id }: Organisation) => ({ reviews: reviewsOf(db, id) });

export const loaders = ({ reviews }: ReturnType<typeof tables>) => ({
  review: byId(reviews.byIds),
});

export type Context = ContextWith<typeof tables, typeof loaders>;
