/** The route of GraphQL: who asks, whether they are let in, and the context that their operation runs in. */
import type { ApolloServer } from '@apollo/server';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Caller } from '../identity/caller.ts';
import type { CausalTokens } from './causal-token/causal-tokens.ts';
import { CAUSAL_TOKEN_HEADER } from './causal-token/encrypted-token.ts';
import type { Context } from './federation.ts';
import { clientOf } from './http/client-name.ts';
import { abortOnDisconnect, whenEnded } from './http/end-of-answer.ts';
import { graphqlHandler } from './http/graphql-handler.ts';
import type { StoredOperations } from './http/stored-operations.ts';
import type { SignedIn } from './identity/signed-in.ts';
import { Observation } from './observing/observation.ts';
import type { Observer } from './observing/observer.ts';
import type { Admission } from './rate/door.ts';

interface Serving {
  stored: StoredOperations;
  causalTokens: CausalTokens;
  observer: Pick<Observer, 'of'>;
  callerOf(request: FastifyRequest): Promise<SignedIn | null>;
  /** Null where rates are not limited. */
  admit(caller: Caller | null, request: FastifyRequest): Promise<Admission | null>;
}

/** Serves `/graphql`. */
export function serveGraphql(
  app: FastifyInstance,
  apollo: ApolloServer<Context>,
  { stored, causalTokens, observer, callerOf, admit }: Serving,
): void {
  app.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    handler: graphqlHandler(apollo, {
      stored,
      context: async (request, reply) => {
        const observation = observer.of(request.id) ?? new Observation();
        observation.client = clientOf(request.headers);
        const caller = await callerOf(request);
        const admission = await admit(caller, request);
        whenEnded(reply, () => admission?.leave());
        const { id: requestId, headers } = request;
        const token = headers[CAUSAL_TOKEN_HEADER];
        await causalTokens.begin(requestId, token);
        whenEnded(reply, () => causalTokens.end(requestId));
        const carriesWrites = token !== undefined;
        const { client } = observation;
        const signal = abortOnDisconnect(reply);
        return { caller, client, requestId, carriesWrites, admission, signal, observation };
      },
    }),
  });
}
