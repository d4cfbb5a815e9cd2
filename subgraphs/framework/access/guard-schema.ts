/**
 * Puts the guards of the contracts into a schema, so that they hold on every path: a guarded field is null to who may
 * not see it, and a row of a guarded type is not there, wherever a field would answer it. Fields that lead to nothing
 * guarded are left as they are.
 */
import {
  getNamedType,
  getNullableType,
  type GraphQLField,
  type GraphQLSchema,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import type { Asking } from '../request.ts';
import { type Access, meets } from './access.ts';
import { refusalOf } from './refusal.ts';
import type { Requirement } from './requirement.ts';
import { isNeeded, type MaySee, resolverOf, sightsOf } from './sights.ts';

/** Guards a schema, in place. */
export function guardSchema<C extends Asking>(schema: GraphQLSchema, access: Access<C>): void {
  const sights = sightsOf(schema, access);
  for (const type of Object.values(schema.getTypeMap()).filter(isObjectType))
    for (const field of Object.values<GraphQLField<unknown, C>>(type.getFields())) {
      const maySee = sights.get(getNamedType(field.type));
      // What needs it is not there without it, so it was looked at before.
      if (maySee && !isNeeded(schema, type, field)) field.resolve = seeing(field, maySee);
      const requirement = access.guards.get(`${type.name}.${field.name}`);
      if (requirement && type === schema.getMutationType())
        field.resolve = permitted(field, requirement, access);
      else if (requirement) field.resolve = shown(field, requirement, access);
    }
}

type Resolve<C> = ReturnType<typeof resolverOf<C>>;

/** A guarded field: its resolver runs for who may see it, and for nobody else. */
function shown<C extends Asking>(
  field: GraphQLField<unknown, C>,
  requirement: Requirement,
  access: Access<C>,
): Resolve<C> {
  const resolve = resolverOf(field);
  return async (row, args, context, info) =>
    (await meets(access, requirement, row, context)) ? resolve(row, args, context, info) : null;
}

/** A guarded mutation: who may not is told who may, before anything of the input is looked at. */
function permitted<C extends Asking>(
  field: GraphQLField<unknown, C>,
  requirement: Requirement,
  access: Access<C>,
): Resolve<C> {
  const resolve = resolverOf(field);
  return async (row, args, context, info) => {
    if (await meets(access, requirement, row, context)) return resolve(row, args, context, info);
    throw refusalOf(requirement, context.caller, access.owner);
  };
}

/** A field that may answer what is not for everyone: null then, and left out of a list that has no room for null. */
function seeing<C>(field: GraphQLField<unknown, C>, maySee: MaySee<C>): Resolve<C> {
  const resolve = resolverOf(field);
  const type = getNullableType(field.type);
  const isList = isListType(type);
  const isFull = isListType(type) && isNonNullType(type.ofType);
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
