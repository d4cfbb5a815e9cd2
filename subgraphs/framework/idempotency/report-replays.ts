/** Says to the gateway that a mutation was done before, and is answered again. */
import type { ApolloServerPlugin } from '@apollo/server';
import { REPLAYED_HEADER } from '../../../schema/replayed-header.ts';
import type { Asking } from '../request.ts';

export const reportReplays: ApolloServerPlugin<Asking> = {
  requestDidStart: async () => ({
    async willSendResponse({ contextValue, response }) {
      if (contextValue.isReplay) response.http.headers.set(REPLAYED_HEADER, 'true');
    },
  }),
};
