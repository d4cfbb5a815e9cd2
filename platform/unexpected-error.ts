import { unwrapResolverError } from '@apollo/server/errors';
import type { GraphQLError } from 'graphql';
import type { Facts } from './log-facts.ts';
import { traceOf } from './trace.ts';
import { withoutValues } from './without-values.ts';

/**
 * The facts of an unexpected error. The gateway's errors include some that are JSON. What the gateway found itself has
 * its message. What an owner answered, whose id is in it, is not logged, as it may have anything in it: the owner logs the
 * error itself, under the same id of the request.
 */
export function factsOfUnexpected(error: GraphQLError): Facts {
  const { originalError } = error;
  if (originalError === undefined || originalError instanceof Error)
    return traceOf(unwrapResolverError(error));
  const { organisation, serviceName, code } = error.extensions;
  const isOfOwner = typeof organisation === 'string';
  return {
    ...(isOfOwner
      ? { error: 'OwnerError', organisation }
      : { error: 'GatewayError', message: withoutValues(error.message) }),
    ...(typeof serviceName === 'string' && { contract: serviceName }),
    ...(typeof code === 'string' && /^[A-Z_]{1,40}$/.test(code) && { reason: code }),
  };
}
