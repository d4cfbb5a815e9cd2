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
 * @param conditions the variables of `@skip` and `@include`. A null there is refused; graphql-js would tell of it at each
 * object of the answer.
 * @example coerceVariables(schema, operation, { s: 'tomorrow' }, []) // { errors: [Variable "$s" got invalid value …] }
 */
export function coerceVariables(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  given: Variables,
  conditions: readonly string[],
): { readonly coerced: Variables } | { readonly errors: readonly GraphQLError[] } {
  const { coerced, errors } = getVariableValues(schema, variableDefinitions, given, {
    maxErrors: MOST_MISTAKES,
  });
  if (errors) return { errors: errors.map(({ message, nodes }) => badInput(message, nodes)) };
  const mistakes = conditions.filter((name) => typeof coerced[name] !== 'boolean').map(noCondition);
  return mistakes.length > 0 ? { errors: mistakes } : { coerced };
}

const noCondition = (name: string): GraphQLError =>
  badInput(`Variable "$${name}" is a condition: expected true or false, but got null.`);

const badInput = (message: string, nodes?: GraphQLError['nodes']): GraphQLError =>
  new GraphQLError(message, {
    ...(nodes && { nodes }),
    extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } },
  });
