/** Two organisations put all that they have together, and try to find out who of theirs is the same person. */
import { createHash, createHmac } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Caller } from '../../identity/caller.ts';
import { aMember } from '../support/callers.ts';
import { aHouse, type TestHouse } from '../support/house.ts';
import { anIdeaAt, stand, write } from './ideas.ts';
import { joinedToken, ORGANISATIONS, othersThan, tokenFor } from './people.ts';

const HOME = 'unite';
const PEOPLE = 5;
const people: Caller[] = Array.from({ length: PEOPLE }, (_, at) => aMember(HOME, `person ${at}`));

let house: TestHouse;
beforeAll(async () => {
  house = await aHouse({ sample: false });
  for (const [at] of people.entries()) await joinedToken(house, HOME, `person ${at}`);
  await Promise.all(ORGANISATIONS.map(takePart));
});
afterAll(() => house?.close());

/** All of them take a position on an idea of an organisation, in the same order, and comment on it. */
async function takePart(organisation: string): Promise<void> {
  const { id: idea } = await anIdeaAt(house, organisation);
  for (const person of people) {
    const token = await tokenFor(house, person);
    await stand(house, idea, 'SUPPORT', token);
    await write(house, { idea }, token);
  }
}

/** How an organisation knows the people who took a position there. */
const personsAt = async (organisation: string): Promise<string[]> =>
  (await house.db(organisation).collection('positions').distinct('person')) as string[];

/** Everything in an organisation's database, as text. */
async function everythingOf(organisation: string): Promise<string> {
  const db = house.db(organisation).db!;
  const collections = await db.listCollections().toArray();
  const rows = await Promise.all(
    collections.map(({ name }) => db.collection(name).find().toArray()),
  );
  return JSON.stringify(rows);
}

/** The part of an identifier that tells people apart. */
const own = (person: string): string => person.split(':').at(-1)!;

/** What can be made of an identifier by who does not have the gateway's key. */
function guesses(person: string, here: string, there: string): Set<string> {
  const texts = [person, own(person), person.toLowerCase(), `${HOME}|${person}`];
  const bytes = Buffer.from(own(person), 'base64url');
  const keys = ['', HOME, here, there, `${HOME}|${there}`, `${here}|${there}`, person, own(person)];
  const made = [...texts, bytes].flatMap((text) => [
    createHash('sha256').update(text).digest(),
    createHash('sha512').update(text).digest(),
    ...keys.map((key) => createHmac('sha256', key).update(text).digest()),
    ...keys.map((key) => createHmac('sha256', text).update(key).digest()),
  ]);
  return new Set([
    own(person),
    ...made.flatMap((digest) => [digest.toString('base64url'), digest.toString('hex')]),
  ]);
}

const PAIRS = ORGANISATIONS.flatMap((here) =>
  ORGANISATIONS.filter((there) => there !== here).map((there) => [here, there] as const),
);

test('each of them counts once at every organisation', async () => {
  for (const organisation of ORGANISATIONS)
    expect(await personsAt(organisation)).toHaveLength(PEOPLE);
});

test.each(PAIRS)('%s and %s together know nobody in common', async (here, there) => {
  const [ours, theirs] = [await personsAt(here), new Set((await personsAt(there)).map(own))];
  const found = ours.filter((person) =>
    [...guesses(person, here, there)].some((guess) => theirs.has(guess)),
  );
  expect(found).toEqual([]);
  const all = await everythingOf(there);
  for (const person of ours) expect(all).not.toContain(own(person));
});

test.each(PAIRS)(
  '%s and %s share no pattern of bytes between the same people',
  async (here, there) => {
    // A keyed hash has none: were one made of the other by a mask or an offset, differences would repeat.
    const inOrder = async (organisation: string) => {
      const rows = await house
        .db(organisation)
        .collection('positions')
        .find()
        .sort({ at: 1 })
        .toArray();
      return rows.map((row) =>
        Buffer.from(own(String(row['person'])), 'base64url').subarray(0, 16),
      );
    };
    const [ours, theirs] = [await inOrder(here), await inOrder(there)];
    const masks = ours.map((bytes, at) =>
      Buffer.from(bytes.map((byte, index) => byte ^ theirs[at]![index]!)).toString('hex'),
    );
    expect(new Set(masks).size).toBe(PEOPLE);
  },
);

test('the home organisation finds none of its own members elsewhere', async () => {
  const members = await house.db(HOME).collection('members').distinct('_id');
  expect(members).toHaveLength(PEOPLE);
  for (const organisation of othersThan(HOME)) {
    const all = await everythingOf(organisation);
    for (const member of members) expect(all).not.toContain(own(String(member)));
  }
});
