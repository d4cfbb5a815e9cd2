/** Plans operations against the committed supergraph, as the gateway does. */
import { readFileSync } from 'node:fs';
import {
  type InterfaceType,
  operationFromDocument,
  Supergraph,
} from '@apollo/federation-internals';
import { QueryPlanner, type SubscriptionNode, type PlanNode } from '@apollo/query-planner';
import { parse } from 'graphql';
import { PLANNER_LIMITS } from '../../../gateway/federation.ts';

export const SUPERGRAPH = readFileSync('schema/supergraph.graphql', 'utf8');

const supergraph = Supergraph.build(SUPERGRAPH);
const api = supergraph.apiSchema();
const planner = new QueryPlanner(supergraph, { debug: PLANNER_LIMITS });

/** Every type that `node` can answer with. */
export const nodeTypes = (api.type('Node') as InterfaceType)
  .possibleRuntimeTypes()
  .map(({ name }) => name);

/** What a plan costs. */
export interface Planned {
  /** How many ways the planner compared. */
  evaluated: number;
  /** The contract that each fetch asks, in the order of the plan. */
  fetches: string[];
  /** How many fetches the longest chain has. */
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
