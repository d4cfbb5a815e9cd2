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
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLSchema,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { resolverOf } from '../field-resolvers.ts';

/** An argument, or a field of an input. */
type Input = GraphQLArgument | GraphQLInputField;

type Given = Readonly<Record<string, unknown>>;

/** Puts defaults into a value. It answers the value itself where nothing changes: this runs for every field. */
type Complete<Value = unknown> = (value: Value) => Value;

/**
 * Gives the fields of a schema their defaults for null, in place. Fields whose arguments state none are left as they are.
 * @example
 * // Of `rows(orderBy: Order = NEWEST)`, asked as `rows(orderBy: null)`, the resolver gets `{ orderBy: 'NEWEST' }`.
 * takeNullAsDefault(schema);
 */
export function takeNullAsDefault(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap()).filter(isObjectType))
    for (const field of Object.values<GraphQLField<unknown, unknown>>(type.getFields())) {
      if (!field.args.some((argument) => statesDefault(argument))) continue;
      const resolve = resolverOf(field);
      const complete = completeInputs(field.args);
      field.resolve = (row, args, context, info) => resolve(row, complete(args), context, info);
    }
}

/** Whether it states a default, or is an input in which a field does. */
function statesDefault({ type, defaultValue }: Input, passed: readonly string[] = []): boolean {
  if (defaultValue !== undefined) return true;
  const named = getNamedType(type);
  if (!isInputObjectType(named) || passed.includes(named.name)) return false;
  return Object.values(named.getFields()).some((one) =>
    statesDefault(one, [...passed, named.name]),
  );
}

/** Completes what was given for these inputs. What was left out has its default already. */
function completeInputs(inputs: readonly Input[]): Complete<Given> {
  const completing = inputs
    .filter((input) => statesDefault(input))
    .map((input) => ({ name: input.name, complete: completeInput(input) }));
  return (given) => {
    let completed = given;
    for (const { name, complete } of completing) {
      const value = complete(given[name]);
      if (value !== given[name]) completed = { ...completed, [name]: value };
    }
    return completed;
  };
}

function completeInput({ type, defaultValue = null }: Input): Complete {
  const complete = completeOf(type);
  return (value) => (value === null ? defaultValue : value === undefined ? value : complete(value));
}

/** Completes a value of a type: the inputs that it is, or that it lists. */
function completeOf(type: GraphQLInputType): Complete {
  if (isNonNullType(type)) return completeOf(type.ofType);
  if (isListType(type)) return completeItems(completeOf(type.ofType));
  return isInputObjectType(type) ? completeObject(type) : (value) => value;
}

const completeItems =
  (complete: Complete): Complete =>
  (value) => {
    const items = value as readonly unknown[];
    const completed = items.map((item) => (item === null ? null : complete(item)));
    return completed.some((item, at) => item !== items[at]) ? completed : items;
  };

/** Reads the fields of the type when a value comes first, as an input may be in itself. */
function completeObject(type: GraphQLInputObjectType): Complete {
  let complete: Complete<Given> | undefined;
  return (value) => (complete ??= completeInputs(Object.values(type.getFields())))(value as Given);
}
