/** Things by their id: the fields `node` and `nodes`, and the reference resolvers of entities. */
import type { Organisation } from '../../directory/organisations.ts';
import {
  EXPECTED_GLOBAL_ID,
  isOrganisationId,
  ownerOf,
  parseGlobalId,
} from '../../schema/global-id.ts';
import { LARGEST_PAGE } from '../../schema/limits.ts';
import { badInput, notFound } from './errors.ts';
import { type IdType, thingOf } from '../../schema/things.ts';
import { typeOf } from './ids.ts';
import type { OrganisationContext } from './context.ts';

/** The typename of a row by its id; what has no type in its id is an organisation. */
export function typenameOf(row: object): string {
  const type = '_id' in row ? typeOf(String(row._id)) : null;
  return type ? thingOf(type).typename : 'Organisation';
}

/** The thing with this id, or null. @throws BAD_USER_INPUT when it has not the shape of an id. */
export async function findNode(argument: string, id: string, context: OrganisationContext) {
  if (isOrganisationId(id)) return id === context.organisation.id ? context.organisation : null;
  if (!parseGlobalId(id)) throw badInput(argument, EXPECTED_GLOBAL_ID, id);
  const type = typeOf(id);
  return type && context.find(type, id);
}

/**
 * The things with these ids, each in its place. An id without the shape of one is BAD_USER_INPUT in its own place.
 * @throws BAD_USER_INPUT when there are too many.
 */
export function findNodes(ids: readonly string[], context: OrganisationContext) {
  if (ids.length > LARGEST_PAGE)
    throw badInput('ids', `at most ${LARGEST_PAGE} ids`, `${ids.length} ids`);
  return ids.map((id, at) => findNode(`ids[${at}]`, id, context));
}

/**
 * A reference resolver: the row that a representation stands for. Its id must be an id of this type, as
 * text: nothing else of what a representation carries is ever looked at.
 */
export function referenceOf<C, Row>(
  type: IdType,
  find: (id: string, context: C) => Promise<Row | null>,
) {
  return async ({ id }: { id: unknown }, context: C): Promise<Row | null> =>
    typeof id === 'string' && typeOf(id) === type ? find(id, context) : null;
}

/** The reference resolver of `Organisation`: the one that serves; null for the id of any other. */
export const servingOrganisation = (
  { id }: { id: unknown },
  { organisation }: Pick<OrganisationContext, 'organisation'>,
): Organisation | null => (id === organisation.id ? organisation : null);

/**
 * Sees to it that a thing that a row is to link to can be there. Of this organisation's own it must be there,
 * and be for the caller to see; what another has only that one knows, so there its owner must be an affiliate.
 * @param argument where its id was given: `input.idea`
 * @throws NOT_FOUND naming the argument.
 * @example await needLinked('input.idea', 'idea', input.idea, context)
 */
export async function needLinked(
  argument: string,
  type: IdType,
  id: string,
  {
    affiliates,
    organisation,
    find,
  }: Pick<OrganisationContext, 'affiliates' | 'organisation' | 'find'>,
): Promise<void> {
  const owner = ownerOf(id) ?? '';
  const isThere = owner === organisation.id ? await find(type, id) : affiliates.has(owner);
  if (!isThere) throw notFound(argument, thingOf(type).noun, id);
}
