/** The schema that clients see, as SDL: `GET /schema.graphql`. It is public, in production too. */
import type { FastifyInstance } from 'fastify';
import { type GraphQLSchema, printSchema } from 'graphql';
import type { GatewayInterface } from './executor/executor-gateway.ts';
import { sendCacheable } from './http/public-answers.ts';
import { letIn, type Letting } from './rate/let-in.ts';

/** How long a cache may answer without asking, in seconds. */
const MAX_AGE_S = 60;

/** What a caller pays for it: it is long. */
const COST = 200;

/** Serves the schema that a gateway loads. Tools that load a schema by its address read this one as they read a file. */
export function serveSchema(
  app: FastifyInstance,
  gateway: Pick<GatewayInterface, 'onSchemaLoadOrUpdate'>,
  letting: Letting,
): void {
  let schema: GraphQLSchema | undefined;
  let text: string | undefined;
  gateway.onSchemaLoadOrUpdate(({ apiSchema }) => {
    schema = apiSchema;
    text = undefined;
  });
  void app.register(async (scope) => {
    const letInOf = letIn(scope, letting);
    scope.get('/schema.graphql', async (request, reply) => {
      await letInOf(request).admission?.pay(COST);
      if (!schema) return reply.callNotFound();
      text ??= `${printSchema(schema)}\n`;
      void reply.type('text/plain; charset=utf-8');
      void reply.header('cache-control', `public, max-age=${MAX_AGE_S}`);
      return sendCacheable(request, reply, text);
    });
  });
}
