/** A request has to say which operation of its document to run, and that is no subscription. */
import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, OperationTypeNode } from 'graphql';

/**
 * A plugin that refuses a request that does not say which operation of its document to run. Apollo Server does so itself, but not when a gateway
 * executes the operation: @apollo/gateway throws an error of its own, which would be answered with the status 500.
 */
export const needOperation = (): ApolloServerPlugin => ({
  requestDidStart: async () => ({
    didResolveOperation: async ({ operation, request }) => {
      if (!operation) throw unresolved(request.operationName);
      if (operation.operation === OperationTypeNode.SUBSCRIPTION) throw noSubscriptions();
    },
  }),
});

const noSubscriptions = (): GraphQLError =>
  new GraphQLError('There are no subscriptions here.', {
    extensions: { code: 'BAD_REQUEST', http: { status: 400 } },
  });

function unresolved(name: string | undefined): GraphQLError {
  const got = name ? 'one that is none of them' : 'none';
  return new GraphQLError(
    `operationName: expected the name of one of the document's operations, but got ${got}.`,
    { extensions: { code: 'OPERATION_RESOLUTION_FAILURE', http: { status: 400 } } },
  );
}
