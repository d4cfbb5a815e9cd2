/** What of an error is shown to who asked: what is on a list, and nothing else. */
import { unwrapResolverError } from '@apollo/server/errors';
import type { GraphQLFormattedError } from 'graphql';
import { log } from './log.ts';

/** Codes whose sentences were written for the one who asks. */
const SHOWN_CODES: ReadonlySet<unknown> = new Set([
  'BAD_REQUEST',
  'BAD_USER_INPUT',
  'FORBIDDEN',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'NOT_FOUND',
  'OPERATION_RESOLUTION_FAILURE',
  'ORGANISATION_UNAVAILABLE',
  // By these a client that sends only the hash of its query learns to send the query too.
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'UNAUTHENTICATED',
]);

/** Details that go with a code: which argument, which organisation. */
const SHOWN_DETAILS = ['code', 'argument', 'organisation'] as const;

/** `formatError` of every Apollo Server of the house: an unexpected error is logged, and masked. */
export function shownError(
  formatted: GraphQLFormattedError,
  error: unknown,
): GraphQLFormattedError {
  const { message, path, locations, extensions = {} } = formatted;
  const where = { ...(locations && { locations }), ...(path && { path }) };
  if (!SHOWN_CODES.has(extensions['code'])) {
    const cause = unwrapResolverError(error);
    log.error({ err: cause instanceof Error ? cause.stack : formatted }, 'unexpected error');
    return {
      message: 'Something went wrong on our side. It is logged; please try again later.',
      ...where,
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    };
  }
  const details = SHOWN_DETAILS.filter((name) => extensions[name] !== undefined);
  return {
    message,
    ...where,
    extensions: Object.fromEntries(details.map((name) => [name, extensions[name]])),
  };
}
