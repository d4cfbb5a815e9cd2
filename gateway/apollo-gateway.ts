/** Apollo's own execution of operations, for who wants to compare: `EXECUTOR=apollo`. */
import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway';
import type { QueryPlannerConfig } from '@apollo/query-planner';
import { libraryLog } from '../platform/log.ts';

// Without this, each gateway that is made asks clouds where it is, and reports its use to Apollo.
process.env['APOLLO_TELEMETRY_DISABLED'] = 'true';

export interface ApolloGatewayOptions {
  supergraphSdl: string;
  plannerConfig: QueryPlannerConfig;
  /** The data source of each contract. */
  sourceOf(contract: string): GraphQLDataSource;
}

/** Apollo's gateway over the same supergraph and data sources. */
export const apolloGateway = ({
  supergraphSdl,
  plannerConfig,
  sourceOf,
}: ApolloGatewayOptions): ApolloGateway =>
  new ApolloGateway({
    supergraphSdl,
    // It was validated when it was composed.
    validateSupergraph: false,
    logger: libraryLog('apollo-gateway'),
    queryPlannerConfig: plannerConfig,
    buildService: ({ name }) => sourceOf(name),
  });
