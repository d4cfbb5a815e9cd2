import type { GraphQLSchema, OperationTypeNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import { type CompiledPlan, compilePlan } from './plan/compile-plan.ts';
import type { SendFetch } from './plan/execution.ts';
import type { Planning } from './planning.ts';

/** How many plans are kept, and how many characters of their operations. */
const MOST_PLANS = 300;
const MOST_CHARACTERS = 1_000_000;

/** The plan of an operation by its normalised text. */
export type PlanOf<Context> = (
  text: string,
  operation: OperationTypeNode,
) => Promise<CompiledPlan<Context>>;

/**
 * Plans operations, and keeps the plans that were used last.
 * @param schema the API schema
 * @example await plansOf(planText, schema, send)('{policyIdeas{totalCount}}', OperationTypeNode.QUERY)
 */
export function plansOf<Context>(
  planText: Planning['planText'],
  schema: GraphQLSchema,
  send: SendFetch<Context>,
): PlanOf<Context> {
  const plans = new LRUCache<string, Promise<CompiledPlan<Context>>>({
    max: MOST_PLANS,
    maxSize: MOST_CHARACTERS,
    sizeCalculation: (_plan, text) => text.length,
  });
  const planned = async (text: string, operation: OperationTypeNode) =>
    compilePlan(await planText(text), { schema, send, operation });
  return (text, operation) => {
    const cached = plans.get(text);
    if (cached) return cached;
    const plan = planned(text, operation);
    plans.set(text, plan);
    plan.catch(() => plans.delete(text));
    return plan;
  };
}
