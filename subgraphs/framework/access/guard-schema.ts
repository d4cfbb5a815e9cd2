/**
 * Puts the guards of the contracts into a schema, so that they hold on every path: a guarded field is null to who may
 * not see it, and a row of a guarded type is not there, wherever a field would answer it. Fields that lead to nothing
 * guarded are left as they are.
 */
import {
  getNamedType,
  getNullableType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { isNodesOfPage } from '../../../schema/assembly/pages.ts';
import { resolverOf } from '../field-resolvers.ts';
import type { Asking } from '../request.ts';
import { type Access, after, meets } from './access.ts';
import { asksRow, type Requirement, rowAskedBy } from './requirement.ts';
import { type Find, type RowAsked, rowOfMutation } from './row-of-mutation.ts';
import { refusalOf } from './refusal.ts';
import { isNeeded, type MaySee, sightsOf } from './sights.ts';

/** What a guarded schema is asked with: where rules of rows stand on mutations, the rows have to be found. */
type Guarded = Asking & { find?: Find };

/** Guards a schema, in place. */
export function guardSchema<C extends Guarded>(schema: GraphQLSchema, access: Access<C>): void {
  const sights = sightsOf(schema, access);
  for (const type of Object.values(schema.getTypeMap()).filter(isObjectType))
    for (const field of Object.values<GraphQLField<unknown, C>>(type.getFields())) {
      const maySee = sights.get(getNamedType(field.type));
      // What needs it is not there without it, so it was looked at before.
      if (maySee && !isNeeded(schema, type, field)) field.resolve = seeing(type, field, maySee);
      const requirement = access.guards.get(`${type.name}.${field.name}`);
      if (requirement && type === schema.getMutationType())
        field.resolve = permitted(
          field,
          rowAskedBy(schema, field, requirement),
          requirement,
          access,
        );
      else if (requirement) field.resolve = visible(field, requirement, access);
    }
}

type Resolve<C> = ReturnType<typeof resolverOf<C>>;

/** A guarded field: its resolver runs for who may see it, and for nobody else. */
function visible<C extends Asking>(
  field: GraphQLField<unknown, C>,
  requirement: Requirement,
  access: Access<C>,
): Resolve<C> {
  const resolve = resolverOf(field);
  return (row, args, context, info) =>
    after(meets(access, requirement, row, context), (met) =>
      met ? resolve(row, args, context, info) : null,
    );
}

/**
 * A guarded mutation. What asks nothing of a row is decided first, before anything of the input is looked at. Then the
 * row that the mutation is about is found, as far as the caller may see it, and decides the rest.
 */
function permitted<C extends Guarded>(
  field: GraphQLField<unknown, C>,
  rowAsked: RowAsked | null,
  requirement: Requirement,
  access: Access<C>,
): Resolve<C> {
  const resolve = resolverOf(field);
  const need = async (part: Requirement, row: unknown, context: C): Promise<void> => {
    if (await meets(access, part, row, context)) return;
    throw refusalOf(part, context.caller, access.owner);
  };
  return async (root, args, context, info) => {
    // Told apart at each request: tests take guards out of a server that runs.
    const ofRow = requirement.filter(asksRow);
    const ofCaller = requirement.filter((one) => !asksRow(one));
    await need(ofCaller, root, context);
    if (rowAsked && ofRow.length > 0)
      await need(ofRow, await rowOfMutation(rowAsked, args, findIn(context)), context);
    return resolve(root, args, context, info);
  };
}

const findIn = ({ find }: Guarded): Find => {
  if (find) return find;
  throw new Error('Expected a server that finds rows by their ids, but this one does not.');
};

/**
 * A field that may answer what is not for everyone: null then, and left out of a list that has no room for null. The
 * nodes of a page have room, and yet go as their edges do.
 */
function seeing<C>(
  { name }: GraphQLObjectType,
  field: GraphQLField<unknown, C>,
  maySee: MaySee<C>,
): Resolve<C> {
  const resolve = resolverOf(field);
  const type = getNullableType(field.type);
  const isList = isListType(type);
  const isFull =
    isListType(type) && (isNonNullType(type.ofType) || isNodesOfPage(name, field.name));
  return async (row, args, context, info) => {
    const seen = async (item: unknown): Promise<unknown> => {
      const value = await item;
      return value != null && (await maySee(value, context, info)) ? value : null;
    };
    const answer: unknown = await resolve(row, args, context, info);
    if (!isList || answer == null) return seen(answer);
    // Each by itself, so that one that fails costs its own place alone.
    const items = [...(answer as Iterable<unknown>)].map(seen);
    return isFull ? (await Promise.all(items)).filter((value) => value !== null) : items;
  };
}
