/** Ids that follow from what they stand for, so that doing a thing twice makes one row. */
import { createHash, createHmac } from 'node:crypto';
import { encodeTime } from 'ulid';
import { formatGlobalId, type GlobalId } from './global-id.ts';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const TIME_LENGTH = 10;
const HASH_LENGTH = 16;

/**
 * The id of the thing that `seed` names, with a ULID that sorts by `moment`; always the same for the same
 * three. The ULID's random part is the head of the seed's SHA-256, so whoever can guess the seed finds the id.
 */
export const derivedId = (owner: string, type: string, seed: string, moment = NO_MOMENT): string =>
  idOf({ owner, type }, moment, createHash('sha256').update(seed).digest());

/** The moment in ids of what has none. */
const NO_MOMENT = new Date(0);

/** The moment in keyed ids, which tells them from those that only follow from a seed. */
const KEYED = new Date(1);

/**
 * The id in place of one that follows from a seed that can be guessed: it is found by who has the key, and by nobody else.
 * @example keyedId({ owner: 'unite', type: 'member', key: '0000000000…' }, secret)
 */
export const keyedId = ({ owner, type, key: guessed }: GlobalId, secret: Buffer): string =>
  idOf({ owner, type }, KEYED, createHmac('sha256', secret).update(guessed).digest());

const TIME_OF_SEEDED = encodeTime(NO_MOMENT.getTime(), TIME_LENGTH);

/** Whether an id follows from a seed alone. */
export const isSeeded = ({ key }: Pick<GlobalId, 'key'>): boolean => key.startsWith(TIME_OF_SEEDED);

function idOf(
  { owner, type }: Pick<GlobalId, 'owner' | 'type'>,
  moment: Date,
  hash: Buffer,
): string {
  const tail = Array.from(hash.subarray(0, HASH_LENGTH), (byte) => CROCKFORD[byte % 32]).join('');
  return formatGlobalId({ owner, type, key: encodeTime(moment.getTime(), TIME_LENGTH) + tail });
}
