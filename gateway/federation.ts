/** The supergraph. Each of its subgraphs is a contract, whose data source is a partition over the contract's owners. */
import { readFileSync } from 'node:fs';
import { ApolloGateway } from '@apollo/gateway';
import type { Caller } from '../identity/caller.ts';
import { libraryLog } from '../platform/log.ts';
import { fileOfHouse } from '../platform/root.ts';
import type { Contract } from '../schema/contract-names.ts';
import { contractDocument } from '../schema/contracts.ts';
import type { Ask, Owners } from './partition/owner.ts';
import { PartitionedDataSource } from './partition/partitioned-data-source.ts';
import { PLANNER_LIMITS } from './planner-limits.ts';

/** The context value of a request in the gateway. */
export interface Context {
  [key: string]: unknown;
  caller: Caller | null;
  requestId: string;
  /** Aborts when the client has left. */
  signal: AbortSignal;
}

// Without this, each gateway that is made asks clouds where it is, and reports its use to Apollo.
process.env['APOLLO_TELEMETRY_DISABLED'] = 'true';

const SUPERGRAPH = fileOfHouse('schema/supergraph.graphql');

/** The gateway of the contracts, over the owners that serve them. */
export function createFederation(owners: Owners, ask: Ask<Caller>): ApolloGateway {
  return new ApolloGateway({
    supergraphSdl: readFileSync(SUPERGRAPH, 'utf8'),
    // It was validated when it was composed.
    validateSupergraph: false,
    logger: libraryLog('apollo-gateway'),
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
