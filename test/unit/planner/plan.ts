/** Plans operations against the committed supergraph, as the gateway does. */
import { readFileSync } from 'node:fs';
import {
  type InterfaceType,
  operationFromDocument,
  Supergraph,
} from '@apollo/federation-internals';
import { QueryPlanner, type SubscriptionNode, type PlanNode } from '@apollo/query-planner';
import { expect } from '@jest/globals';
import { parse } from 'graphql';
import { PLANNER_LIMITS } from '../../../gateway/planner/planner-limits.ts';

const supergraph = Supergraph.build(readFileSync('schema/supergraph.graphql', 'utf8'));
const api = supergraph.apiSchema();
const planner = new QueryPlanner(supergraph, {
  debug: PLANNER_LIMITS,
  typeConditionedFetching: true,
});

/** Every type that implements `Node`. */
export const nodeTypes = (api.type('Node') as InterfaceType)
  .possibleRuntimeTypes()
  .map(({ name }) => name);

/** The cost of a plan. */
export interface Planned {
  /** How many plans the planner compared. */
  evaluated: number;
  /** The contract that each fetch asks, in the order of the plan. */
  fetches: string[];
  /** How many fetches the longest sequence has. */
  inSequence: number;
}

/** The plan of an operation. */
export function planOf(query: string): Planned {
  const { node } = planner.buildQueryPlan(operationFromDocument(api, parse(query)));
  return {
    evaluated: planner.lastGeneratedPlanStatistics()?.evaluatedPlanCount ?? Number.NaN,
    fetches: servicesOf(node),
    inSequence: lengthOf(node),
  };
}

/** Planning is synchronous, so nothing can stop it: a test that takes longer has failed. */
export const PLANNED_WITHIN_MS = 10_000;

/** Holds that an operation is planned within the bound. @returns how many fetches its plan has */
export function expectBounded(query: string): number {
  const { evaluated, fetches } = planOf(query);
  expect(evaluated).toBeGreaterThanOrEqual(1);
  expect(evaluated).toBeLessThanOrEqual(PLANNER_LIMITS.maxEvaluatedPlans);
  expect(fetches.length).toBeGreaterThanOrEqual(1);
  return fetches.length;
}

type AnyNode = PlanNode | SubscriptionNode | undefined;

function servicesOf(node: AnyNode): string[] {
  if (node?.kind === 'Fetch') return [node.serviceName];
  if (node?.kind === 'Flatten') return servicesOf(node.node);
  return partsOf(node).flatMap(servicesOf);
}

function lengthOf(node: AnyNode): number {
  if (node?.kind === 'Fetch') return 1;
  if (node?.kind === 'Flatten') return lengthOf(node.node);
  const lengths = partsOf(node).map(lengthOf);
  if (node?.kind === 'Parallel') return Math.max(...lengths);
  return lengths.reduce((sum, length) => sum + length, 0);
}

const partsOf = (node: AnyNode): PlanNode[] =>
  node?.kind === 'Sequence' || node?.kind === 'Parallel' ? node.nodes : [];
