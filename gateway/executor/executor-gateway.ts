import type { ApolloServerOptionsWithGateway, BaseContext } from '@apollo/server';
import { createExecutor, type Execute, type ExecutorOptions } from './executor.ts';
import { shareRuns, type Sharing } from './share-runs.ts';
import { useScalars } from './use-scalars.ts';

/** The seam that Apollo Server has for gateways. */
export type GatewayInterface = ApolloServerOptionsWithGateway<BaseContext>['gateway'];

/** What an executor is made of, beside the supergraph. */
export interface ExecutorGatewayOptions<Context> extends Omit<
  ExecutorOptions<Context>,
  'supergraphSdl'
> {
  /** Which queries may share a run. By default none does. */
  readonly sharing?: Sharing<Context>;
}

/**
 * A gateway for Apollo Server that runs operations by our executor. Another gateway loads the supergraph, watches it,
 * and gives the API schema; it executes nothing.
 * @example new ApolloServer({ gateway: executorGateway(new ApolloGateway({ supergraphSdl }), { send, scalars }) })
 */
export function executorGateway<Context>(
  supergraph: GatewayInterface,
  { sharing, ...options }: ExecutorGatewayOptions<Context>,
): GatewayInterface {
  let execute: Execute<Context> | undefined;
  // This comes before Apollo Server subscribes, so that it validates literals with these scalars too.
  const unsubscribe = supergraph.onSchemaLoadOrUpdate(({ apiSchema, coreSupergraphSdl }) => {
    useScalars(apiSchema, options.scalars ?? []);
    const alone = createExecutor<Context>({ ...options, supergraphSdl: coreSupergraphSdl });
    execute = sharing ? shareRuns(alone, sharing) : alone;
  });
  return {
    onSchemaLoadOrUpdate: (callback) => supergraph.onSchemaLoadOrUpdate(callback),
    async load(given) {
      await supergraph.load(given);
      return {
        async executor({ document, operation, operationName, queryHash, request, context }) {
          if (!execute) throw new Error('Expected a supergraph, but none is loaded.');
          const key = `${queryHash} ${operationName ?? ''}`;
          const { variables = {} } = request;
          return execute({ document, operation, key, variables, context: context as Context });
        },
      };
    },
    async stop() {
      unsubscribe();
      await supergraph.stop();
    },
  };
}
