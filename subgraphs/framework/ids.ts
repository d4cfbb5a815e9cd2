/** Global ids as this organisation makes and reads them. */
import { monotonicFactory } from 'ulid';
import { formatGlobalId, parseGlobalId } from '../../schema/global-id.ts';
import { type IdType, isIdType, thingOf } from '../../schema/things.ts';

const ulid = monotonicFactory();

/**
 * A new id. Ids made by one process sort in the order they were made.
 * @example newId('unite', 'idea') // 'unite:idea:01JBXYZ…'
 */
export const newId = (owner: string, type: IdType): string =>
  formatGlobalId({ owner, type, key: ulid() });

/**
 * The type in an id, or null when it is not a known type's.
 * @example typeOf('unite:idea:01JBXYZ0000000000000000000') // 'idea'
 */
export function typeOf(id: string): IdType | null {
  const type = parseGlobalId(id)?.type;
  return type !== undefined && isIdType(type) ? type : null;
}

/** What to say was expected where an id of this type was. */
export const expectedIdOf = (type: IdType): string =>
  `the id of a ${thingOf(type).noun}, such as "unite:${type}:01JB…"`;
