/** The supergraph behind one door: each of its subgraphs is a contract, served by a partition of owners. */
import { readFileSync } from 'node:fs';
import { ApolloGateway } from '@apollo/gateway';
import type { Caller } from '../identity/caller.ts';
import { logOf } from '../platform/log.ts';
import { fileOfHouse } from '../platform/root.ts';
import { type Contract, contractDocument } from '../schema/contracts.ts';
import type { Ask, Owners } from './partition/owner.ts';
import { PartitionedDataSource } from './partition/partitioned-data-source.ts';

/** What every request carries through the gateway. */
export interface Context {
  [key: string]: unknown;
  caller: Caller | null;
  requestId: string;
  /** Aborts when the client has left. */
  signal: AbortSignal;
}

const SUPERGRAPH = fileOfHouse('schema/supergraph.graphql');

/**
 * Bounds on planning: on 24 aliased nests of lists these take 67 ms in place of 1,863. The plan is as good but for
 * a rare fetch more. Exported for the test that plans hostile queries.
 */
export const PLANNER_LIMITS = { maxEvaluatedPlans: 16, pathsLimit: 20_000 };

/** The federation of the contracts, over the owners that serve them. */
export function createFederation(owners: Owners, ask: Ask<Caller>): ApolloGateway {
  return new ApolloGateway({
    supergraphSdl: readFileSync(SUPERGRAPH, 'utf8'),
    logger: logOf('apollo-gateway'),
    queryPlannerConfig: { debug: PLANNER_LIMITS },
    buildService: ({ name }) =>
      new PartitionedDataSource<Caller, Context>({
        contract: name,
        document: contractDocument(name as Contract),
        owners,
        ask,
        callerOf: ({ caller }) => caller,
        homeOf: ({ home }) => home,
        requestIdOf: ({ requestId }) => requestId,
        signalOf: ({ signal }) => signal,
      }),
  });
}
