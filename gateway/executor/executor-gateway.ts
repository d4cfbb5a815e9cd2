import { Supergraph } from '@apollo/federation-internals';
import type { ApolloServerOptionsWithGateway, BaseContext } from '@apollo/server';
import { createExecutor, type ExecutorOptions } from './executor.ts';
import { shareRuns, type Sharing } from './share-runs.ts';
import { useScalars } from './use-scalars.ts';

/** The seam that Apollo Server has for gateways. */
export type GatewayInterface = ApolloServerOptionsWithGateway<BaseContext>['gateway'];

type OnSchema = Parameters<GatewayInterface['onSchemaLoadOrUpdate']>[0];

/** What an executor is made of, with the supergraph as text. */
export interface ExecutorGatewayOptions<Context> extends Omit<
  ExecutorOptions<Context>,
  'supergraph'
> {
  readonly supergraphSdl: string;
  /** Which queries may share a run. By default none does. */
  readonly sharing?: Sharing<Context>;
}

/**
 * A gateway for Apollo Server that runs operations by our executor. It reads the supergraph once, when it is loaded.
 * @example new ApolloServer({ gateway: executorGateway({ supergraphSdl, send, scalars }) })
 */
export function executorGateway<Context>({
  supergraphSdl,
  sharing,
  ...options
}: ExecutorGatewayOptions<Context>): GatewayInterface {
  const listeners = new Set<OnSchema>();
  return {
    onSchemaLoadOrUpdate(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async load() {
      const supergraph = Supergraph.build(supergraphSdl, { validateSupergraph: false });
      const alone = createExecutor<Context>({ ...options, supergraph });
      const execute = sharing ? shareRuns(alone, sharing) : alone;
      const apiSchema = supergraph.apiSchema().toGraphQLJSSchema();
      // Apollo Server validates literals with these scalars too.
      useScalars(apiSchema, options.scalars ?? []);
      for (const listener of listeners) listener({ apiSchema, coreSupergraphSdl: supergraphSdl });
      return {
        async executor({ document, operation, operationName, queryHash, request, context }) {
          const key = `${queryHash} ${operationName ?? ''}`;
          const { variables = {} } = request;
          return execute({ document, operation, key, variables, context: context as Context });
        },
      };
    },
    async stop() {
      listeners.clear();
    },
  };
}
