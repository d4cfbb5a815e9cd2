import { operationFromDocument, type Supergraph } from '@apollo/federation-internals';
import { type QueryPlan, QueryPlanner, type QueryPlannerConfig } from '@apollo/query-planner';
import { parse } from 'graphql';
import type { Planning } from './planning.ts';

/**
 * Plans operations of a supergraph with @apollo/query-planner, one at a time. The texts are of operations that are valid. The
 * work grows with the text: some 20 ms for 1,000 characters.
 */
export function planner(
  supergraph: Supergraph,
  config: QueryPlannerConfig = {},
): Planning & { planText(text: string): QueryPlan } {
  const api = supergraph.apiSchema();
  // Without it a field of one type condition is asked for objects of another too. If it fails there, too much is null.
  const queryPlanner = new QueryPlanner(supergraph, { ...config, typeConditionedFetching: true });
  return {
    api: () => api.toGraphQLJSSchema(),
    planText(text) {
      const document = parse(text, { noLocation: true });
      return queryPlanner.buildQueryPlan(operationFromDocument(api, document, { validate: false }));
    },
  };
}
