import { operationFromDocument, type Supergraph } from '@apollo/federation-internals';
import { type QueryPlan, QueryPlanner, type QueryPlannerConfig } from '@apollo/query-planner';
import { parse } from 'graphql';

/** The plan of an operation by its normalised text. The work grows with the text: some 20 ms for 1,000 characters. */
export type PlanText = (text: string) => QueryPlan;

/** Plans operations of a supergraph with @apollo/query-planner, one at a time. The texts are of operations that are valid. */
export function createPlanner(supergraph: Supergraph, config: QueryPlannerConfig = {}): PlanText {
  const api = supergraph.apiSchema();
  // Without it a field of one type condition is asked for objects of another too. If it fails there, too much is null.
  const planner = new QueryPlanner(supergraph, { ...config, typeConditionedFetching: true });
  return (text) => {
    const document = parse(text, { noLocation: true });
    return planner.buildQueryPlan(operationFromDocument(api, document, { validate: false }));
  };
}
