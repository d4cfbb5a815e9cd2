/** Global ids as this organisation makes and reads them. */
import { monotonicFactory } from 'ulid';
import { formatGlobalId, parseGlobalId } from '../../schema/global-id.ts';

/** Types of things, as they stand in the middle of an id, with what people call them. */
export const TYPES = {
  idea: 'policy idea',
  comment: 'comment',
  event: 'event',
  attendance: 'attendance',
  member: 'member',
  experience: 'experience',
  campaign: 'campaign',
  review: 'policy review',
  poll: 'poll',
  paper: 'paper',
  win: 'win',
} as const;
export type Type = keyof typeof TYPES;

const ulid = monotonicFactory();

/** A new id. Ids made by one process sort in the order they were made. */
export const newId = (owner: string, type: Type): string =>
  formatGlobalId({ owner, type, key: ulid() });

/** The type in an id, or null when it is not a known type's. */
export function typeOf(id: string): Type | null {
  const type = parseGlobalId(id)?.type;
  return type !== undefined && Object.hasOwn(TYPES, type) ? (type as Type) : null;
}
