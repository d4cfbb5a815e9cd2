/** What the party's resolvers are given beside what every organisation's are. */
import type { KindContext } from '../../organisation/kind.ts';
import { byId } from '../../framework/loaders.ts';
import { type Reviews, reviewsOf } from './policy-review.ts';
import type { Connection } from 'mongoose';

export interface Tables {
  reviews: Reviews;
}

export const tables = (db: Connection): Tables => ({ reviews: reviewsOf(db) });

export const loaders = ({ reviews }: Tables) => ({ review: byId(reviews.byIds) });

export type Context = KindContext<Tables, ReturnType<typeof loaders>>;
