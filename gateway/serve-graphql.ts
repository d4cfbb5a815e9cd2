/** The route of GraphQL: who asks, whether they are let in, and the context that their operation runs in. */
import type { ApolloServer } from '@apollo/server';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { CausalTokens } from './causal-token/causal-tokens.ts';
import { CAUSAL_TOKEN_HEADER } from './causal-token/encrypted-token.ts';
import type { Context } from './federation.ts';
import { clientOf } from './http/client-name.ts';
import { abortOnDisconnect, whenEnded } from './http/end-of-answer.ts';
import { graphqlHandler } from './http/graphql-handler.ts';
import { JSON_RESPONSE, mediaTypeFor } from './http/media-types.ts';
import type { StoredOperations } from './http/stored-operations.ts';
import { letIn, type Letting } from './rate/let-in.ts';
import { Observation } from './observing/observation.ts';
import type { Observer } from './observing/observer.ts';

interface Serving extends Letting {
  stored: StoredOperations;
  causalTokens: CausalTokens;
  observer: Pick<Observer, 'of'>;
}

/** Serves `/graphql`. */
export function serveGraphql(
  app: FastifyInstance,
  apollo: ApolloServer<Context>,
  { stored, causalTokens, observer, ...letting }: Serving,
): void {
  const observationOf = ({ id }: FastifyRequest) => observer.of(id) ?? new Observation();
  void app.register(async (scope) => {
    scope.addHook('onRequest', async (request, reply) => {
      observationOf(request).client = clientOf(request.headers);
      // Of every answer, until its handler says something else.
      void reply.type(mediaTypeFor(request.headers.accept) ?? JSON_RESPONSE);
      void reply.header('cache-control', 'no-store');
    });
    const letInOf = letIn(scope, letting);
    scope.route({
      method: ['GET', 'POST'],
      url: '/graphql',
      handler: graphqlHandler(apollo, {
        stored,
        context: async (request, reply) => {
          const { id: requestId, headers } = request;
          const token = headers[CAUSAL_TOKEN_HEADER];
          await causalTokens.begin(requestId, token);
          whenEnded(reply, () => causalTokens.end(requestId));
          const observation = observationOf(request);
          return {
            ...letInOf(request),
            client: observation.client,
            requestId,
            carriesWrites: token !== undefined,
            signal: abortOnDisconnect(reply),
            observation,
          };
        },
      }),
    });
  });
}
