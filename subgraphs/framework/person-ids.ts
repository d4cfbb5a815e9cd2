/**
 * The ids of an organisation's own people. What a token says of a person is often a membership number: an id that followed from
 * that alone could be turned back by trying all numbers. So it follows from a key, too, that this organisation alone has, in its
 * own database. An id that rows had before there was a key stays its person's.
 */
import { randomBytes } from 'node:crypto';
import type { Connection } from 'mongoose';
import { isSeeded, keyedId } from '../../schema/derived-id.ts';
import { parseGlobalId } from '../../schema/global-id.ts';
import type { PersonalRows } from './personal.ts';

/** The id of a person, by the one that follows from their token. */
export type PersonIdOf = (tokenId: string) => string;

interface KeyDocument {
  _id: 'person-ids';
  /** In base64. */
  secret: string;
  /** Whether rows had ids of persons before there was a key. */
  hasSeeded: boolean;
}

const COLLECTION = 'keys';

/**
 * How ids of persons follow from their tokens in this database. Its key is made where there is none.
 * @param personal where ids of persons stand
 * @example const personIdOf = await personIdsIn(db, 'unite', modules.personal)
 */
export async function personIdsIn(
  db: Connection,
  owner: string,
  personal: readonly PersonalRows[],
): Promise<PersonIdOf> {
  const seeded = () => seededIn(db, owner, personal);
  const { secret, hasSeeded } = await keyIn(db, seeded);
  const key = Buffer.from(secret, 'base64');
  const kept = new Set(hasSeeded ? await seeded() : []);
  return (tokenId) => {
    const id = parseGlobalId(tokenId);
    return id && isSeeded(id) && !kept.has(tokenId) ? keyedId(id, key) : tokenId;
  };
}

async function keyIn(db: Connection, seeded: () => Promise<string[]>): Promise<KeyDocument> {
  const keys = db.collection<KeyDocument>(COLLECTION);
  const _id = 'person-ids';
  const found = await keys.findOne({ _id });
  if (found) return found;
  const secret = randomBytes(32).toString('base64');
  const hasSeeded = (await seeded()).length > 0;
  // Another process may have made one in between: that one counts.
  await keys.updateOne({ _id }, { $setOnInsert: { secret, hasSeeded } }, { upsert: true });
  return (await keys.findOne({ _id })) ?? { _id, secret, hasSeeded };
}

/** The ids of persons in rows that follow from a seed alone. */
async function seededIn(
  db: Connection,
  owner: string,
  personal: readonly PersonalRows[],
): Promise<string[]> {
  const ofOwner = { $gte: `${owner}:`, $lt: `${owner};` };
  const found = await Promise.all(
    personal.flatMap(({ collection, keys }) =>
      keys.map((key) => db.collection(collection).distinct(key, { [key]: ofOwner })),
    ),
  );
  return found.flat().filter((id): id is string => {
    const parsed = typeof id === 'string' ? parseGlobalId(id) : null;
    return parsed !== null && isSeeded(parsed);
  });
}
