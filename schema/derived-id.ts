/** Ids that follow from what they stand for, so that doing a thing twice makes one row. */
import { createHash } from 'node:crypto';
import { encodeTime } from 'ulid';
import { formatGlobalId } from './global-id.ts';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const TIME_LENGTH = 10;
const HASH_LENGTH = 16;

/**
 * The id of the thing that `seed` names, with a ULID that sorts by `moment`; always the same for the same
 * three. The ULID's random part is the head of the seed's SHA-256.
 */
export function derivedId(owner: string, type: string, seed: string, moment = new Date(0)): string {
  const hash = createHash('sha256').update(seed).digest();
  const tail = Array.from(hash.subarray(0, HASH_LENGTH), (byte) => CROCKFORD[byte % 32]).join('');
  return formatGlobalId({ owner, type, key: encodeTime(moment.getTime(), TIME_LENGTH) + tail });
}
