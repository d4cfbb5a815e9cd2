import type {
  DocumentNode,
  ExecutionResult,
  GraphQLError,
  GraphQLScalarType,
  GraphQLSchema,
  OperationDefinitionNode,
} from 'graphql';
import { AnswerText } from './answer-text.ts';
import { coerceVariables } from './coerce-variables.ts';
import { completeByGraphql } from './completion/complete-by-graphql.ts';
import type { Completing, WeightOf } from './completion/completing.ts';
import type { ScalarTexts } from './completion/leaf-text.ts';
import { locatedError, MOST_ERRORS } from './completion/located-error.ts';
import { compileWriter } from './completion/writer.ts';
import { createIntrospection } from './introspection.ts';
import type { AnswerObject, SubgraphAnswer } from './plan/answer.ts';
import { Failures } from './plan/failures.ts';
import type { SendFetch } from './plan/execution.ts';
import type { Planning } from './planning.ts';
import { plansOf } from './plans.ts';
import { preparedOperations, type PreparedOperation } from './prepared-operations.ts';
import { conditionVariables, type Variables } from './selection/conditions.ts';
import { ownDocument } from './selection/fragments.ts';
import { planVariables } from './selection/input-names.ts';
import { neededVariables } from './selection/needed-variables.ts';
import { useScalars } from './use-scalars.ts';
import { createWriters } from './writers.ts';

/** What an executor is made of. */
export interface ExecutorOptions<Context> {
  readonly planning: Planning;
  readonly send: SendFetch<Context>;
  /** The custom scalars, by whose rules variables and answers are coerced. */
  readonly scalars?: readonly GraphQLScalarType[];
  readonly scalarTexts?: ScalarTexts;
  /** What the values of fields weigh. With it each result says what it costs, as `extensions.cost.actualQueryCost`. */
  readonly weightOf?: WeightOf;
}

/** A request to run an operation of a valid document. */
export interface OperationRequest<Context> {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** The same for equal texts with the same operation, and for no others: such as a hash of the text and the name. */
  readonly key: string;
  /** The variables as the client gave them. */
  readonly variables?: Variables;
  readonly context: Context;
  /** Of a subscription: what the subgraph of its primary fetch sent for one event. */
  readonly primary?: SubgraphAnswer;
}

/**
 * Runs an operation. Its result has an `AnswerText` as its data, or an object where the operation is new.
 * A request whose variables are wrong has no data, and nothing has run.
 */
export type Execute<Context> = (request: OperationRequest<Context>) => Promise<ExecutionResult>;

/**
 * An executor over plans of @apollo/query-planner.
 * @example
 * const execute = createExecutor({ planning: planner(Supergraph.build(sdl)), send });
 * await execute({ document, operation, key: text, variables: { id: 'unite' }, context });
 */
export function createExecutor<Context>(options: ExecutorOptions<Context>): Execute<Context> {
  const { planning, send, scalars = [], scalarTexts = {}, weightOf } = options;
  const completing: Completing = { scalarTexts, weightOf: weightOf ?? (() => 0) };
  // A schema of its own: Apollo Server puts resolvers into the one that it is given.
  const schema = planning.api();
  useScalars(schema, scalars);
  const prepare = preparedOperations(schema, plansOf(planning.planText, schema, send));
  const introspect = createIntrospection(schema);
  const writers = createWriters();
  const readOperation = memoizedReader(schema);

  return async ({ operation, key, variables = {}, context, primary, ...request }) => {
    const { document, conditions, needed } = readOperation(request.document, operation);
    const coercion = coerceVariables(schema, operation, variables, needed);
    if ('errors' in coercion) return { errors: coercion.errors };
    const { coerced } = coercion;
    const prepared = prepare({ document, operation, key, variables: coerced, conditions });
    const failures = new Failures();
    const given = planVariables(prepared.selection.inputs.sources, variables);
    const plan = await prepared.plan?.();
    const data = await plan?.run({ variables: given, context, failures }, primary);
    return complete(prepared, data ?? {}, failures, variables);
  };

  function complete(
    prepared: PreparedOperation<Context>,
    data: AnswerObject,
    failures: Failures,
    variables: Variables,
  ): ExecutionResult {
    const { selection, scope, shape, introspection, key } = prepared;
    const writer = writers.find(shape, () => compileWriter(selection, scope, completing));
    const unplaced = failures.unplaced.map((error) => locatedError(error));
    if (!writer) {
      const request = { ...prepared, variables };
      const completed = completeByGraphql(request, data, failures, completing.weightOf);
      return resultOf(completed.data, [...completed.errors, ...unplaced], completed.cost);
    }
    const introspected = introspection ? introspect(introspection, variables, key) : NONE;
    const { text, errors, cost } = writer.write(data, failures, introspected.texts);
    return resultOf(new AnswerText(text), [...errors, ...introspected.errors, ...unplaced], cost);
  }

  /** Apollo Server takes a text for the data, as it looks at nothing in it. */
  function resultOf(
    data: object | null,
    errors: readonly GraphQLError[],
    cost: number,
  ): ExecutionResult {
    return {
      data: data as Record<string, unknown> | null,
      ...(errors.length > 0 && { errors: errors.slice(0, MOST_ERRORS) }),
      ...(weightOf && { extensions: { cost: { actualQueryCost: cost } } }),
    };
  }
}

const NONE = { texts: {}, errors: [] };

/** The document of an operation alone, its condition variables, and those that stand where null may not be. */
interface ReadOperation {
  readonly document: DocumentNode;
  readonly conditions: readonly string[];
  readonly needed: readonly string[];
}

/** Reads each operation once: other operations of the same document are no part of it. */
function memoizedReader(schema: GraphQLSchema) {
  const byOperation = new WeakMap<OperationDefinitionNode, ReadOperation>();
  return (given: DocumentNode, operation: OperationDefinitionNode): ReadOperation => {
    const cached = byOperation.get(operation);
    if (cached) return cached;
    const document = ownDocument(given, operation);
    const conditions = conditionVariables(document);
    const read = { document, conditions, needed: neededVariables(schema, document) };
    byOperation.set(operation, read);
    return read;
  };
}
