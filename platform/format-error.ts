/** Which errors a client sees. All others are masked, and logged. */
import type { ApolloServerPlugin, BaseContext } from '@apollo/server';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { log } from './log.ts';
import { traceOf } from './trace.ts';
import { factsOfUnexpected } from './unexpected-error.ts';

/** The codes whose messages are written for clients. */
const PUBLIC_CODES = [
  'BAD_REQUEST',
  'BAD_USER_INPUT',
  'FORBIDDEN',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'IDENTITY_UNAVAILABLE',
  'MAX_COST_EXCEEDED',
  'NOT_FOUND',
  'OPERATION_NOT_STORED',
  'OPERATION_RESOLUTION_FAILURE',
  'ORGANISATION_ERROR',
  'ORGANISATION_SUSPENDED',
  'ORGANISATION_UNAVAILABLE',
  'OVERLOADED',
  // By this a client that sends only the hash of its query learns to send the query too.
  'PERSISTED_QUERY_NOT_FOUND',
  'RATE_LIMITED',
  'UNAUTHENTICATED',
] as const;

/** The code of every error whose own message is for the log alone. */
const MASKED = 'INTERNAL_SERVER_ERROR';

/** Every code that a client sees. docs/guides/errors.md has a section for each. */
export const ERROR_CODES = [...PUBLIC_CODES, MASKED] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** Whether the message of an error with this code was written for clients. */
export const isPublicCode = (code: unknown): code is (typeof PUBLIC_CODES)[number] =>
  (PUBLIC_CODES as readonly unknown[]).includes(code);

/** The extensions that a client sees: the code, the argument and the organisation that it is about. */
const PUBLIC_EXTENSIONS = ['code', 'argument', 'organisation'] as const;

/** `formatError` of every Apollo Server of the house. It masks unexpected errors. */
export function formatError(formatted: GraphQLFormattedError): GraphQLFormattedError {
  const { message, path, locations, extensions = {} } = formatted;
  const where = { ...(locations && { locations }), ...(path && { path }) };
  if (!isPublicCode(extensions['code']))
    return {
      message: 'Something went wrong on our side. It is logged; please try again later.',
      ...where,
      extensions: { code: MASKED },
    };
  const given = PUBLIC_EXTENSIONS.filter((name) => extensions[name] !== undefined);
  return {
    message,
    ...where,
    extensions: Object.fromEntries(given.map((name) => [name, extensions[name]])),
  };
}

/** Logs the errors that `formatError` masks, with the id of the request. */
export const logUnexpected = <C extends BaseContext & { requestId: string }>(
  contract?: string,
): ApolloServerPlugin<C> => ({
  contextCreationDidFail: async ({ error }) => {
    const code = error instanceof GraphQLError ? error.extensions['code'] : undefined;
    if (!isPublicCode(code)) log.error(traceOf(error), 'unexpected error');
  },
  requestDidStart: async () => ({
    didEncounterErrors: async ({ errors, contextValue: { requestId } }) => {
      for (const error of errors) {
        if (isPublicCode(error.extensions['code'])) continue;
        const facts = { requestId, ...(contract && { contract }), ...factsOfUnexpected(error) };
        log.error(facts, 'unexpected error');
      }
    },
  }),
});
