/** Observes operations: which one runs, since when, and the errors of its answer. */
import type { ApolloServerPlugin, BaseContext } from '@apollo/server';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { formatError } from '../../platform/format-error.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { Observation } from './observation.ts';

export const observeOperations = <C extends BaseContext & { observation: Observation }>(
  metrics: Metrics,
): ApolloServerPlugin<C> => {
  const refused = async ({ error }: { error: Error }): Promise<void> => {
    const given = error instanceof GraphQLError ? error.toJSON() : { message: '' };
    countCodes(metrics, [formatError(given)]);
  };
  return {
    contextCreationDidFail: refused,
    invalidRequestWasReceived: refused,
    requestDidStart: async () => ({
      async didResolveSource({ contextValue, queryHash }) {
        contextValue.observation.operationRead(queryHash);
      },
      async executionDidStart({ contextValue, operation }) {
        contextValue.observation.operationRan(operation.operation);
      },
      async willSendResponse({ response: { body } }) {
        if (body.kind === 'single') countCodes(metrics, body.singleResult.errors ?? []);
      },
    }),
  };
};

/** Each code of an answer counts 1: a list can have an error for each of its rows. The codes of clients' errors are few. */
function countCodes(metrics: Metrics, errors: readonly GraphQLFormattedError[]): void {
  const codes = new Set(errors.map(({ extensions }) => String(extensions?.['code'])));
  for (const code of codes) metrics.refused(code);
}
