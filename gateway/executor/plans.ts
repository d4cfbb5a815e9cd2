import { operationFromDocument, type Supergraph } from '@apollo/federation-internals';
import { QueryPlanner, type QueryPlannerConfig } from '@apollo/query-planner';
import { type GraphQLSchema, type OperationTypeNode, parse } from 'graphql';
import { LRUCache } from 'lru-cache';
import { type CompiledPlan, compilePlan } from './plan/compile-plan.ts';
import type { SendFetch } from './plan/execution.ts';

/** How many plans are kept, and how many characters of their operations. */
const MOST_PLANS = 300;
const MOST_CHARACTERS = 1_000_000;

/** What plans are made of. */
export interface PlanOptions<Context> {
  readonly send: SendFetch<Context>;
  readonly plannerConfig?: QueryPlannerConfig;
}

/** The plan of an operation by its normalised text. */
export type PlanOf<Context> = (text: string, operation: OperationTypeNode) => CompiledPlan<Context>;

/**
 * Plans operations with @apollo/query-planner, and keeps the plans that were used last.
 * @param schema the API schema of the supergraph
 * @example plansOf(supergraph, schema, { send })('{policyIdeas{totalCount}}', OperationTypeNode.QUERY)
 */
export function plansOf<Context>(
  supergraph: Supergraph,
  schema: GraphQLSchema,
  { send, plannerConfig }: PlanOptions<Context>,
): PlanOf<Context> {
  const api = supergraph.apiSchema();
  // Without it a field of one type condition is asked for objects of another too. If it fails there, too much is null.
  const planner = new QueryPlanner(supergraph, { ...plannerConfig, typeConditionedFetching: true });
  const plans = new LRUCache<string, CompiledPlan<Context>>({
    max: MOST_PLANS,
    maxSize: MOST_CHARACTERS,
    sizeCalculation: (_plan, text) => text.length,
  });
  return (text, operation) => {
    const cached = plans.get(text);
    if (cached) return cached;
    const document = parse(text, { noLocation: true });
    // The text was made of an operation that is valid.
    const planned = planner.buildQueryPlan(
      operationFromDocument(api, document, { validate: false }),
    );
    const plan = compilePlan(planned, { schema, send, operation });
    plans.set(text, plan);
    return plan;
  };
}
