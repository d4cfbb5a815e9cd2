import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import { type IntrospectionFields, introspectionFields } from './introspection.ts';
import type { CompiledPlan } from './plan/compile-plan.ts';
import type { PlanOf } from './plans.ts';
import type { Variables } from './selection/conditions.ts';
import type { NameScope } from './selection/name-scope.ts';
import { normalise } from './selection/normalise.ts';
import { OperationSelection } from './selection/operation-selection.ts';
import { shapeOf } from './selection/shape.ts';

/** How many operations are kept: each has its document, some 50 times the length of its text. */
const MOST_OPERATIONS = 300;

/** An operation to prepare. */
export interface Preparation {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** The same for equal texts with the same operation, and for no others. */
  readonly key: string;
  /** The coerced variables. */
  readonly variables: Variables;
  /** The variables of conditions: their values are part of what is prepared. */
  readonly conditions: readonly string[];
}

/** An operation that is ready to run with any variables, but with these conditions. */
export interface PreparedOperation<Context> {
  readonly key: string;
  readonly document: DocumentNode;
  readonly selection: OperationSelection;
  readonly scope: NameScope;
  /** Null where no subgraph is asked. A plan is kept for those who ask again, and made anew where too many were asked since. */
  readonly plan: (() => Promise<CompiledPlan<Context>>) | null;
  /** Operations of one shape share a writer. */
  readonly shape: string;
  readonly introspection: IntrospectionFields | null;
}

/**
 * Prepares operations, and keeps those that were used last.
 * @example preparedOperations(schema, planOf)({ document, operation, key, variables: {}, conditions: [] }).plan
 */
export function preparedOperations<Context>(schema: GraphQLSchema, planOf: PlanOf<Context>) {
  const prepared = new LRUCache<string, PreparedOperation<Context>>({ max: MOST_OPERATIONS });
  return (preparation: Preparation): PreparedOperation<Context> => {
    const { variables, conditions } = preparation;
    // What is prepared is kept, so it has no other values of a client.
    const decided = Object.fromEntries(conditions.map((name) => [name, variables[name]]));
    const included = conditions.map((name) => (decided[name] === true ? name : `!${name}`));
    const key = [preparation.key, ...included].join(' ');
    const cached = prepared.get(key);
    if (cached) return cached;
    const given = { ...preparation, key, variables: decided };
    const operation = prepare(schema, planOf, given, included.join(' '));
    prepared.set(key, operation);
    return operation;
  };
}

function prepare<Context>(
  schema: GraphQLSchema,
  planOf: PlanOf<Context>,
  { document, operation, key, variables }: Preparation,
  included: string,
): PreparedOperation<Context> {
  const selection = new OperationSelection(schema, document, operation, variables);
  const { text, scope } = normalise(selection);
  const shape = shapeOf(document, operation, selection.inputs);
  return {
    key,
    document,
    selection,
    scope,
    plan: text === null ? null : () => planOf(text, operation.operation),
    shape: shape === null ? key : `${included} ${shape}`,
    introspection: introspectionFields(selection, document),
  };
}
