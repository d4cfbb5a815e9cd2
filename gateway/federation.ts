/** The supergraph. Each of its subgraphs is a contract, whose data source is a partition over the contract's owners. */
import { readFileSync } from 'node:fs';
import { ApolloGateway } from '@apollo/gateway';
import { z } from 'zod';
import type { Caller } from '../identity/caller.ts';
import { libraryLog } from '../platform/log.ts';
import { fileOfHouse } from '../platform/root.ts';
import type { Contract } from '../schema/contract-names.ts';
import { contractDocument } from '../schema/contracts.ts';
import { executorGateway, type GatewayInterface } from './executor/executor-gateway.ts';
import type { SendFetch } from './executor/plan/execution.ts';
import type { Sharing } from './executor/share-runs.ts';
import type { Ask, Owners } from './partition/owner.ts';
import { PartitionedDataSource } from './partition/partitioned-data-source.ts';
import { PLANNER_LIMITS } from './planner-limits.ts';
import { SCALAR_TEXTS, SCALARS } from './scalars.ts';

/** The context value of a request in the gateway. */
export interface Context {
  [key: string]: unknown;
  caller: Caller | null;
  requestId: string;
  /** Aborts when the client has left. */
  signal: AbortSignal;
  /** Whether the client says what its answer has to have: its own writes. */
  carriesWrites: boolean;
}

// Without this, each gateway that is made asks clouds where it is, and reports its use to Apollo.
process.env['APOLLO_TELEMETRY_DISABLED'] = 'true';

const SUPERGRAPH = fileOfHouse('schema/supergraph.graphql');

/** The same for both executors. */
const PLANNER_CONFIG = { debug: PLANNER_LIMITS };

/** The setting `EXECUTOR`: who runs operations. `apollo` is there for those who want to compare. */
export const executorSetting = z
  .enum(['own', 'apollo'], { error: 'expected "own" or "apollo"' })
  .default('own');

export type ExecutorName = z.infer<typeof executorSetting>;

/** The gateway of the contracts, over the owners that serve them. */
export function createFederation(
  owners: Owners,
  ask: Ask<Caller>,
  executor: ExecutorName = 'own',
): GatewayInterface {
  const sourceOf = sourcesOver(owners, ask);
  const apollo = apolloGateway(sourceOf);
  if (executor === 'apollo') return apollo;
  const send: SendFetch<Context> = ({ subgraph, ...request }, context) =>
    sourceOf(subgraph).answer(request, context);
  return executorGateway(apollo, {
    send,
    scalars: SCALARS,
    scalarTexts: SCALAR_TEXTS,
    plannerConfig: PLANNER_CONFIG,
    sharing: SHARING,
  });
}

/** Callers share queries with themselves alone, and the public with each other. */
const SHARING: Sharing<Context> = {
  audienceOf: ({ caller, carriesWrites }) => (carriesWrites ? null : JSON.stringify(caller)),
  signalOf: ({ signal }) => signal,
  withSignal: (context, signal) => ({ ...context, signal }),
};

type Source = PartitionedDataSource<Caller, Context>;

/** The data source of each contract, which is made once. */
function sourcesOver(owners: Owners, ask: Ask<Caller>): (contract: string) => Source {
  const sources = new Map<string, Source>();
  return (contract) => {
    const source = sources.get(contract) ?? sourceOver(contract, owners, ask);
    sources.set(contract, source);
    return source;
  };
}

const sourceOver = (contract: string, owners: Owners, ask: Ask<Caller>): Source =>
  new PartitionedDataSource<Caller, Context>({
    contract,
    document: contractDocument(contract as Contract),
    owners,
    ask,
    callerOf: ({ caller }) => caller,
    homeOf: ({ home }) => home,
    requestIdOf: ({ requestId }) => requestId,
    signalOf: ({ signal }) => signal,
  });

/** Loads the supergraph and gives the API schema. It runs operations only where the setting says so. */
const apolloGateway = (sourceOf: (contract: string) => Source): ApolloGateway =>
  new ApolloGateway({
    supergraphSdl: readFileSync(SUPERGRAPH, 'utf8'),
    // It was validated when it was composed.
    validateSupergraph: false,
    logger: libraryLog('apollo-gateway'),
    queryPlannerConfig: PLANNER_CONFIG,
    buildService: ({ name }) => sourceOf(name),
  });
