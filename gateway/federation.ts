/** The supergraph. Each of its subgraphs is a contract, whose data source is a partition over the contract's owners. */
import { readFileSync } from 'node:fs';
import { buildSchema, type GraphQLSchema } from 'graphql';
import { z } from 'zod';
import { fileOfHouse } from '../platform/root.ts';
import { type Contract, CONTRACTS } from '../schema/contract-names.ts';
import { contractDocument } from '../schema/contracts.ts';
import type { WeightOf } from './executor/completion/completing.ts';
import { executorGateway, type GatewayInterface } from './executor/executor-gateway.ts';
import type { SendFetch } from './executor/plan/execution.ts';
import type { Sharing } from './executor/share-runs.ts';
import type { ClientName } from './http/client-name.ts';
import type { SignedIn } from './identity/signed-in.ts';
import type { Observation } from './observing/observation.ts';
import type { Ask, Owners } from './partition/owner.ts';
import { PartitionedDataSource } from './partition/partitioned-data-source.ts';
import type { Admission } from './rate/door.ts';
import { PLANNER_LIMITS } from './planner/planner-limits.ts';
import { PlannerThread } from './planner/planner-thread.ts';
import { SCALAR_TEXTS, SCALARS } from './scalars.ts';

/** The context value of a request in the gateway. */
export interface Context {
  [key: string]: unknown;
  caller: SignedIn | null;
  /** The application that asks, as it calls itself. */
  client: ClientName | null;
  requestId: string;
  /** Aborts when the client has left. */
  signal: AbortSignal;
  /** Whether the client says what its answer has to have: its own writes. */
  carriesWrites: boolean;
  /** Null where the gateway limits no rates. */
  admission: Admission | null;
  observation: Observation;
}

const SUPERGRAPH = fileOfHouse('schema/supergraph.graphql');
const API = fileOfHouse('schema/api.graphql');

/** The same for both executors. */
const PLANNER_CONFIG = { debug: PLANNER_LIMITS };

/** The setting `EXECUTOR`: who runs operations. `apollo` is there for those who want to compare. */
export const executorSetting = z
  .enum(['own', 'apollo'], { error: 'expected "own" or "apollo"' })
  .default('own');

export type ExecutorName = z.infer<typeof executorSetting>;

export interface FederationOptions {
  /** By default our executor. */
  executor?: ExecutorName | undefined;
  /** What the values of fields weigh. */
  weightOf: WeightOf;
  /** The program of a thread that plans operations. By default all else waits while one is planned. */
  plannerProgram?: URL | undefined;
}

/**
 * The gateway of the contracts, over the owners that serve them.
 * @throws Error when a root field of a contract has no owner
 */
export async function createFederation(
  owners: Owners,
  ask: Ask<SignedIn>,
  { executor = 'own', weightOf, plannerProgram }: FederationOptions,
): Promise<GatewayInterface> {
  // All at the start, which a root field without an owner has to stop.
  const sources = Object.fromEntries(
    CONTRACTS.map((contract) => [contract, sourceOver(contract, owners, ask)]),
  ) as Readonly<Record<Contract, Source>>;
  const sourceOf = (contract: string): Source => sources[contract as Contract];
  const common = { supergraphSdl: readFileSync(SUPERGRAPH, 'utf8'), plannerConfig: PLANNER_CONFIG };
  if (executor === 'apollo') {
    // Loaded for who compares, and for nobody else.
    const { apolloGateway } = await import('./apollo-gateway.ts');
    return apolloGateway({ ...common, sourceOf });
  }
  const send: SendFetch<Context> = ({ subgraph, ...request }, context) =>
    sourceOf(subgraph).answer(request, context);
  const program = plannerProgram;
  const thread = program && new PlannerThread({ ...common, config: PLANNER_CONFIG, program });
  const gateway = executorGateway({
    ...common,
    send,
    planning: thread && { api: readApi, planText: thread.plan },
    scalars: SCALARS,
    scalarTexts: SCALAR_TEXTS,
    weightOf,
    sharing: SHARING,
  });
  thread?.begin();
  return {
    ...gateway,
    async stop() {
      await gateway.stop();
      await thread?.close();
    },
  };
}

/** What the supergraph's API schema was printed as, when it was composed: sooner read than the supergraph. */
const readApi = (): GraphQLSchema =>
  buildSchema(readFileSync(API, 'utf8'), { assumeValidSDL: true });

/** Callers share queries with themselves alone, and the public with each other. */
const SHARING: Sharing<Context> = {
  audienceOf: ({ caller, carriesWrites }) => (carriesWrites ? null : JSON.stringify(caller)),
  signalOf: ({ signal }) => signal,
  withSignal: (context, signal) => ({ ...context, signal }),
};

type Source = PartitionedDataSource<SignedIn, Context>;

const sourceOver = (contract: Contract, owners: Owners, ask: Ask<SignedIn>): Source =>
  new PartitionedDataSource<SignedIn, Context>({
    contract,
    document: contractDocument(contract),
    owners,
    ask,
    callerOf: ({ caller }) => caller,
    homeOf: ({ home }) => home,
    requestIdOf: ({ requestId }) => requestId,
    signalOf: ({ signal }) => signal,
  });
