import type { FetchNode, PlanNode, QueryPlan } from '@apollo/query-planner';
import type { GraphQLSchema, OperationTypeNode } from 'graphql';
import type { AnswerObject, AnswerPath, SubgraphAnswer } from './answer.ts';
import { entityFetch } from './entity-fetch.ts';
import type { Execution, SendFetch, Step } from './execution.ts';
import { type GroupedFetch, groupFetches } from './group-fetches.ts';
import { objectsAt } from './objects-at.ts';
import { representationBy } from './representation.ts';
import { applyRootAnswer, rootFetch } from './root-fetch.ts';
import { readSubgraphFetch } from './subgraph-fetch.ts';

/** A plan that is ready to run. */
export interface CompiledPlan<Context> {
  /**
   * Runs the plan. What fails is in `execution.failures`.
   * @param primary the answer to the primary fetch of a subscription, which its source sent for one event
   * @returns the data of the answer, in the names of the plan
   * @throws Error when the plan is of a subscription, and there is no primary answer
   */
  run(execution: Execution<Context>, primary?: SubgraphAnswer): Promise<AnswerObject>;
}

/** What the steps of a plan need. */
interface PlanContext<Context> {
  readonly schema: GraphQLSchema;
  readonly send: SendFetch<Context>;
  readonly operation: OperationTypeNode;
}

/**
 * Reads a plan of the query planner once, so that each request only runs it.
 * @throws Error when the plan has a node that this executor does not run: `Condition`, as conditions are decided before
 * planning, or `Defer`; or a fetch with rewrites of `@fromContext`.
 * @example await compilePlan(planner.buildQueryPlan(operation), { schema, send, operation: 'query' }).run(execution)
 */
export function compilePlan<Context>(
  { node }: QueryPlan,
  context: PlanContext<Context>,
): CompiledPlan<Context> {
  if (node?.kind === 'Subscription') return compileSubscription(node.primary, node.rest, context);
  const run = node && compileNode(node, context);
  return {
    async run(execution) {
      const root: AnswerObject = {};
      await run?.(execution, [root]);
      return root;
    },
  };
}

/** The primary fetch is the source's: it has its answer already, and the rest is run for each event. */
function compileSubscription<Context>(
  primary: FetchNode,
  rest: PlanNode | undefined,
  context: PlanContext<Context>,
): CompiledPlan<Context> {
  const fetch = readSubgraphFetch(primary, context.schema, context.send);
  const run = rest && compileNode(rest, context);
  return {
    async run(execution, answer) {
      if (!answer) throw new Error('Expected the primary value of a subscription, but got none.');
      const root: AnswerObject = {};
      applyRootAnswer(fetch, rootTypeOf(context), execution, { root, answer });
      await run?.(execution, [root]);
      return root;
    },
  };
}

function compileNode<Context>(
  node: PlanNode | GroupedFetch,
  context: PlanContext<Context>,
): Step<Context> {
  switch (node.kind) {
    case 'Fetch':
      return compileFetch(node, context);
    case 'Grouped':
      return compileFlatten(node.paths, compileFetch(node.fetch, context));
    case 'Flatten':
      return compileFlatten([node.path], compileNode(node.node, context));
    case 'Sequence': {
      const steps = node.nodes.map((one) => compileNode(one, context));
      return async (execution, objects) => {
        for (const step of steps) await step(execution, objects);
      };
    }
    case 'Parallel': {
      const steps = groupFetches(node.nodes).map((one) => compileNode(one, context));
      return async (execution, objects) => {
        await Promise.all(steps.map((step) => step(execution, objects)));
      };
    }
    default:
      throw new Error(`Expected a plan that can be run, but got one with a "${node.kind}" node.`);
  }
}

/** A step for the objects at these paths. */
function compileFlatten<Context>(paths: readonly AnswerPath[], step: Step<Context>): Step<Context> {
  const find = objectsAt(paths);
  return async (execution, objects) => {
    const found = find(objects);
    if (found.size > 0) await step(execution, found);
  };
}

function compileFetch<Context>(node: FetchNode, context: PlanContext<Context>): Step<Context> {
  const fetch = readSubgraphFetch(node, context.schema, context.send);
  return node.requires
    ? entityFetch(fetch, representationBy(context.schema, node.requires))
    : rootFetch(fetch, rootTypeOf(context));
}

const rootTypeOf = <Context>({ schema, operation }: PlanContext<Context>): string =>
  schema.getRootType(operation)?.name ?? '';
