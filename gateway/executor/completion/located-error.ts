import { GraphQLError } from 'graphql';
import { isObject } from '../plan/answer.ts';

/** The most errors of one answer. */
export const MOST_ERRORS = 1_000;

/**
 * An error at its path in the client's answer. The extensions of an error of a subgraph are kept, and the error itself
 * for the log.
 * @example locatedError({ message: 'No.', extensions: { code: 'FORBIDDEN' } }, ['idea', 'body'])
 */
export function locatedError(error: unknown, path?: readonly (string | number)[]): GraphQLError {
  const { message, extensions } = isObject(error) ? error : {};
  return new GraphQLError(typeof message === 'string' ? message : 'An unexpected error.', {
    ...(path && { path }),
    ...(isObject(extensions) && { extensions }),
    originalError: error as Error,
  });
}
