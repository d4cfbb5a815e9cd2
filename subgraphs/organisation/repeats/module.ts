/** Requests that are sent again, with the same idempotency key. */
import { ofKeyedRequests } from '../../framework/idempotency/keyed-request.ts';
import type { Module } from '../../framework/module.ts';
import { type Context, loaders, tables } from './context.ts';

export const module: Module<Context> = {
  purpose:
    'So that a phone that lost its connection can send a request again, and it is done one time.',
  tables,
  loaders,
  nodes: {},
  resolvers: {},
  personal: [ofKeyedRequests],
};
