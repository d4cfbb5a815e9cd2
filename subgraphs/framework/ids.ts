/** Global ids as this organisation makes and reads them. */
import { monotonicFactory } from 'ulid';
import { formatGlobalId, parseGlobalId } from '../../schema/global-id.ts';
import { type IdType, isIdType } from '../../schema/things.ts';

const ulid = monotonicFactory();

/** A new id. Ids made by one process sort in the order they were made. */
export const newId = (owner: string, type: IdType): string =>
  formatGlobalId({ owner, type, key: ulid() });

/** The type in an id, or null when it is not a known type's. */
export function typeOf(id: string): IdType | null {
  const type = parseGlobalId(id)?.type;
  return type !== undefined && isIdType(type) ? type : null;
}
