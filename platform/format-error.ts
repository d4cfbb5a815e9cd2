/** What of an error is shown to who asked: what is on a list, and nothing else. */
import type { ApolloServerPlugin, BaseContext } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { log } from './log.ts';
import { traceOf } from './trace.ts';

/** Codes whose sentences were written for the one who asks. */
const SHOWN_CODES: ReadonlySet<unknown> = new Set([
  'BAD_REQUEST',
  'BAD_USER_INPUT',
  'FORBIDDEN',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'NOT_FOUND',
  'OPERATION_RESOLUTION_FAILURE',
  'ORGANISATION_SUSPENDED',
  'ORGANISATION_UNAVAILABLE',
  // By these a client that sends only the hash of its query learns to send the query too.
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'UNAUTHENTICATED',
]);

/** Details that go with a code: which argument, which organisation. */
const SHOWN_DETAILS = ['code', 'argument', 'organisation'] as const;

/** `formatError` of every Apollo Server of the house: an unexpected error is masked. */
export function shownError(formatted: GraphQLFormattedError): GraphQLFormattedError {
  const { message, path, locations, extensions = {} } = formatted;
  const where = { ...(locations && { locations }), ...(path && { path }) };
  if (!SHOWN_CODES.has(extensions['code']))
    return {
      message: 'Something went wrong on our side. It is logged; please try again later.',
      ...where,
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    };
  const details = SHOWN_DETAILS.filter((name) => extensions[name] !== undefined);
  return {
    message,
    ...where,
    extensions: Object.fromEntries(details.map((name) => [name, extensions[name]])),
  };
}

/** Logs what `shownError` masks, with the id of the request that it happened in. */
export const logUnexpected = <C extends BaseContext & { requestId: string }>(
  contract?: string,
): ApolloServerPlugin<C> => ({
  contextCreationDidFail: async ({ error }) => {
    const code = error instanceof GraphQLError ? error.extensions['code'] : undefined;
    if (!SHOWN_CODES.has(code)) log.error(traceOf(error), 'unexpected error');
  },
  requestDidStart: async () => ({
    didEncounterErrors: async ({ errors, contextValue: { requestId } }) => {
      for (const error of errors) {
        if (SHOWN_CODES.has(error.extensions['code'])) continue;
        const trace = traceOf(unwrapResolverError(error));
        log.error({ requestId, ...(contract && { contract }), ...trace }, 'unexpected error');
      }
    },
  }),
});
