/** How a Module answers a route: plain HTTP beside GraphQL. schema/routes.ts has the routes of all contracts. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import type { RouteName } from '../../schema/routes.ts';

/** A request to a route, of somebody who may ask. */
export interface RouteRequest {
  /** The values of the parameters in its path. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** Empty where it has none. */
  readonly body: Buffer;
}

/** A text has an ETag by itself, and is not sent again to who has it. */
export interface RouteAnswer {
  readonly status?: number;
  readonly headers: Readonly<Record<string, string>> & { readonly 'content-type': string };
  readonly body: string | Readable;
}

/** Answers a route; null where what is asked for is not there. */
export type RouteHandler<Context> = (
  request: RouteRequest,
  context: Context,
) => Promise<RouteAnswer | null>;

/** The handlers of routes, by their names. */
export type RouteHandlers<Context> = Readonly<Partial<Record<RouteName, RouteHandler<Context>>>>;
