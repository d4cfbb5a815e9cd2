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

/**
 * The application of a client; null where the headers name none.
 * @example clientOf({ 'apollographql-client-name': 'web', 'apollographql-client-version': '2.1' }) // { name: 'web', version: '2.1' }
 */
export function clientOf(headers: IncomingHttpHeaders): ClientName | null {
  for (const prefix of PREFIXES) {
    const name = headers[`${prefix}-name`];
    const version = headers[`${prefix}-version`];
    if (typeof name === 'string' && NAME.test(name))
      return {
        name,
        version: typeof version === 'string' && VERSION.test(version) ? version : null,
      };
  }
  return null;
}
