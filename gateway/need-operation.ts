/** Which operation of a document to run. */
import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError } from 'graphql';

/**
 * Refuses a request that does not say which operation of its document to run. Apollo Server does so by
 * itself only where no gateway executes: @apollo/gateway throws an error of its own, which would answer 500.
 */
export const needOperation = (): ApolloServerPlugin => ({
  requestDidStart: async () => ({
    didResolveOperation: async ({ operation, request }) => {
      if (!operation) throw unresolved(request.operationName);
    },
  }),
});

function unresolved(name: string | undefined): GraphQLError {
  const got = name ? 'one that is none of them' : 'none';
  return new GraphQLError(
    `operationName: expected the name of one of the document's operations, but got ${got}.`,
    { extensions: { code: 'OPERATION_RESOLUTION_FAILURE', http: { status: 400 } } },
  );
}
