/**
 * Null stands for a default. GraphQL puts a default in place of what is left out, and leaves null as it is; but clients
 * that are generated from the schema send null for whatever a person did not set. So both mean the same here, and no
 * resolver sees null where the contract states a default.
 */
import {
  getNamedType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLSchema,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { resolverOf } from '../access/sights.ts';

/** An argument, or a field of an input. */
type Input = GraphQLArgument | GraphQLInputField;

type Given = Readonly<Record<string, unknown>>;

/**
 * Gives the fields of a schema their defaults for null, in place. Fields whose arguments state none are left as they are.
 * @example
 * // Of `rows(orderBy: Order = NEWEST)`, asked as `rows(orderBy: null)`, the resolver gets `{ orderBy: 'NEWEST' }`.
 * takeNullAsDefault(schema);
 */
export function takeNullAsDefault(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap()).filter(isObjectType))
    for (const field of Object.values<GraphQLField<unknown, unknown>>(type.getFields())) {
      if (!stateDefault(field.args)) continue;
      const resolve = resolverOf(field);
      field.resolve = (row, args, context, info) =>
        resolve(row, withDefaults(field.args, args), context, info);
    }
}

/** Whether any of these states a default, or is an input in which a field does. */
function stateDefault(inputs: readonly Input[], passed: readonly string[] = []): boolean {
  return inputs.some(({ type, defaultValue }) => {
    if (defaultValue !== undefined) return true;
    const named = getNamedType(type);
    if (!isInputObjectType(named) || passed.includes(named.name)) return false;
    return stateDefault(Object.values(named.getFields()), [...passed, named.name]);
  });
}

/** What was given, with a default in each place of a null that has one. What was left out has it already. */
const withDefaults = (inputs: readonly Input[], given: Given): Record<string, unknown> => ({
  ...given,
  ...Object.fromEntries(
    inputs.flatMap(({ name, type, defaultValue }) => {
      const value = given[name];
      if (value === undefined) return [];
      return [[name, value === null ? (defaultValue ?? null) : completed(type, value)]];
    }),
  ),
});

/** The same value, with defaults in the inputs that it is or that it lists. */
function completed(type: GraphQLInputType, value: unknown): unknown {
  if (value === null) return null;
  if (isNonNullType(type)) return completed(type.ofType, value);
  if (isListType(type))
    return (value as readonly unknown[]).map((item) => completed(type.ofType, item));
  return isInputObjectType(type)
    ? withDefaults(Object.values(type.getFields()), value as Given)
    : value;
}
