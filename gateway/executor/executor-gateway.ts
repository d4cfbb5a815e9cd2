import type { QueryPlannerConfig } from '@apollo/query-planner';
import type { ApolloServerOptionsWithGateway, BaseContext } from '@apollo/server';
import { createExecutor, type ExecutorOptions } from './executor.ts';
import type { Planning } from './planning.ts';
import { shareRuns, type Sharing } from './share-runs.ts';
import { useScalars } from './use-scalars.ts';

/** The seam that Apollo Server has for gateways. */
export type GatewayInterface = ApolloServerOptionsWithGateway<BaseContext>['gateway'];

type OnSchema = Parameters<GatewayInterface['onSchemaLoadOrUpdate']>[0];

/** What an executor is made of, with the supergraph as text. */
export interface ExecutorGatewayOptions<Context> extends Omit<
  ExecutorOptions<Context>,
  'planning'
> {
  readonly supergraphSdl: string;
  readonly plannerConfig?: QueryPlannerConfig;
  /** By default this thread plans over the supergraph, and all else waits meanwhile. */
  readonly planning?: Planning | undefined;
  /** Which queries may share a run. By default none does. */
  readonly sharing?: Sharing<Context>;
}

/**
 * A gateway for Apollo Server that runs operations by our executor. It reads the supergraph once, when it is loaded.
 * @example new ApolloServer({ gateway: executorGateway({ supergraphSdl, send, scalars }) })
 */
export function executorGateway<Context>({
  supergraphSdl,
  plannerConfig,
  planning,
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
      const current = planning ?? (await planHere(supergraphSdl, plannerConfig));
      const alone = createExecutor<Context>({ ...options, planning: current });
      const execute = sharing ? shareRuns(alone, sharing) : alone;
      const apiSchema = current.api();
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

/** Loads the packages that plan for whoever needs them here: they take as long as all else of a gateway's start. */
async function planHere(supergraphSdl: string, config?: QueryPlannerConfig): Promise<Planning> {
  const { Supergraph } = await import('@apollo/federation-internals');
  const { planner } = await import('./planner.ts');
  return planner(Supergraph.build(supergraphSdl, { validateSupergraph: false }), config);
}
