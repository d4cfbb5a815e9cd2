/** Says in `extensions.idempotency` that a mutation of a request was done before, by its idempotency key. */
import type { ApolloServerPlugin } from '@apollo/server';
import type { Observation } from './observing/observation.ts';

export const reportReplays: ApolloServerPlugin<{ observation: Observation }> = {
  requestDidStart: async () => ({
    async willSendResponse({ contextValue, response: { body } }) {
      if (!contextValue.observation.isReplay || body.kind !== 'single') return;
      const { extensions } = body.singleResult;
      body.singleResult.extensions = { ...extensions, idempotency: { replayed: true } };
    },
  }),
};
