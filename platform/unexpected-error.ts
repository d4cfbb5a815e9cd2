import { unwrapResolverError } from '@apollo/server/errors';
import type { GraphQLError } from 'graphql';
import type { Facts } from './log-facts.ts';
import { traceOf } from './trace.ts';

/**
 * The facts of an unexpected error. The gateway's errors include those that an owner answered: these are JSON, which is
 * not logged, as it may have anything in it. The owner logs the error itself, under the same id of the request.
 */
export function factsOfUnexpected(error: GraphQLError): Facts {
  const { originalError } = error;
  if (originalError === undefined || originalError instanceof Error)
    return traceOf(unwrapResolverError(error));
  const { organisation, serviceName, code } = error.extensions;
  return {
    error: 'OwnerError',
    ...(typeof organisation === 'string' && { organisation }),
    ...(typeof serviceName === 'string' && { contract: serviceName }),
    ...(typeof code === 'string' && /^[A-Z_]{1,40}$/.test(code) && { reason: code }),
  };
}
