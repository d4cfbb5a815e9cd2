/** Which application a request says that it comes from. Anyone can send any name: it is for statistics, and decides nothing. */
import type { IncomingHttpHeaders } from 'node:http';

/** The application of a client. */
export interface ClientName {
  name: string;
  version: string | null;
}

/** The first parts of the headers' names: Apollo's, which Relay and urql users take too, and those of GraphQL Hive. */
const PREFIXES = ['apollographql-client', 'x-graphql-client', 'graphql-client'] as const;

/** What is no such name is not read: it could be an address, a telephone number or a token. */
const NAME = /^[a-z][\w. /-]{0,39}$/i;
const VERSION = /^\w[\w.+-]{0,19}$/;

/** What has the letters of a name and is a telephone number, a signed token or a key. Three short parts are `org.example.app`. */
const PRIVATE_NAME = /\d(?:[ ./-]?\d){8}|[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}|[\w-]{40}/;

/** A telephone number. Dots are no part of it, as they are of versions like 2026.11.05.1. */
const PRIVATE_VERSION = /\d(?:-?\d){8}/;

/**
 * The application of a client; null where the headers name none.
 * @example clientOf({ 'apollographql-client-name': 'web', 'apollographql-client-version': '2.1' }) // { name: 'web', version: '2.1' }
 */
export function clientOf(headers: IncomingHttpHeaders): ClientName | null {
  for (const prefix of PREFIXES) {
    const name = headers[`${prefix}-name`];
    const version = headers[`${prefix}-version`];
    if (isName(name)) return { name, version: isVersion(version) ? version : null };
  }
  return null;
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && NAME.test(value) && !PRIVATE_NAME.test(value);
}

function isVersion(value: unknown): value is string {
  return typeof value === 'string' && VERSION.test(value) && !PRIVATE_VERSION.test(value);
}
