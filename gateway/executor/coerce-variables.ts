import {
  getVariableValues,
  GraphQLError,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import type { Variables } from './selection/conditions.ts';

/** The most mistakes in variables that one answer names. */
const MOST_MISTAKES = 20;

/**
 * Coerces the variables of a request with the scalars of the schema (GraphQL specification 6.1.2), before anything runs.
 * @param needed the variables that stand where null may not be, such as a condition. A null for one is refused, as nothing
 * should run that is to fail; graphql-js would tell of it at each field.
 * @example coerceVariables(schema, operation, { s: 'tomorrow' }, []) // { errors: [Variable "$s" got invalid value …] }
 */
export function coerceVariables(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  given: Variables,
  needed: readonly string[],
): { readonly coerced: Variables } | { readonly errors: readonly GraphQLError[] } {
  const { coerced, errors } = getVariableValues(schema, variableDefinitions, given, {
    maxErrors: MOST_MISTAKES,
  });
  if (errors) return { errors: errors.map(({ message, nodes }) => badInput(message, nodes)) };
  const mistakes = needed.filter((name) => coerced[name] === null).map(neededMissing);
  return mistakes.length > 0 ? { errors: mistakes } : { coerced };
}

const neededMissing = (name: string): GraphQLError =>
  badInput(
    `Variable "$${name}" is used where null may not be: expected a value, or that it is left out, but got null.`,
  );

const badInput = (message: string, nodes?: GraphQLError['nodes']): GraphQLError =>
  new GraphQLError(message, {
    ...(nodes && { nodes }),
    extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } },
  });
