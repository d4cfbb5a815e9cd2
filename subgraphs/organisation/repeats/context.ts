/** What organisations keep of requests with keys. */
import type { Connection } from 'mongoose';
import type { ContextWith } from '../../framework/context.ts';
import { keyedRequestsIn } from '../../framework/idempotency/keyed-requests.ts';

export const tables = (db: Connection) => ({ keyedRequests: keyedRequestsIn(db) });

export const loaders = () => ({});

export type Context = ContextWith<typeof tables, typeof loaders>;
