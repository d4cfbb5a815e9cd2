/** The row that a mutation is about: its `@partition` names the argument that has its id. */
import { getDirectiveValues, type GraphQLField, type GraphQLSchema } from 'graphql';
import { type IdType, thingOf } from '../../../schema/things.ts';
import { badInput, notFound } from '../errors.ts';
import { expectedIdOf, typeOf } from '../ids.ts';

/** Finds a thing as far as the caller may see it. */
export type Find = (type: IdType, id: string) => Promise<object | null>;

/** Paths at which no id of a row stands. */
const NO_ROW = /(^|\.)organisation$|^caller\./;

/** Where in its arguments a mutation has the id of its row; null for one that is about none. */
export function pathOfRow<C>(
  schema: GraphQLSchema,
  field: GraphQLField<unknown, C>,
): string | null {
  const directive = schema.getDirective('partition');
  const by = directive && field.astNode && getDirectiveValues(directive, field.astNode)?.['by'];
  return typeof by === 'string' && !NO_ROW.test(by) ? by : null;
}

/** Which row the rules of a mutation are asked about. */
export interface RowAsked {
  /** Where its id stands in the arguments: `input.idea`. */
  path: string;
  /** The type that the rules are for: of any other they are never asked. */
  idType: IdType;
}

/**
 * The row that a mutation is about. It is read by the loader that the resolver reads it by, so it is read once.
 * @throws BAD_USER_INPUT when there is no id of such a thing, NOT_FOUND when there is none that the caller may see
 */
export async function rowOfMutation(
  { path, idType }: RowAsked,
  args: object,
  find: Find,
): Promise<object> {
  const id = path
    .split('.')
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | null)?.[key], args);
  if (typeof id !== 'string' || typeOf(id) !== idType)
    throw badInput(path, expectedIdOf(idType), id);
  const row = await find(idType, id);
  if (!row) throw notFound(path, thingOf(idType).noun, id);
  return row;
}
