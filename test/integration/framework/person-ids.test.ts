/** The ids of an organisation's own people, by a key in its database. */
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Connection } from 'mongoose';
import { derivedId } from '../../../schema/derived-id.ts';
import { connect } from '../../../subgraphs/framework/mongo.ts';
import type { PersonalRows } from '../../../subgraphs/framework/personal.ts';
import { personIdsIn } from '../../../subgraphs/framework/person-ids.ts';
import { newId } from '../../../subgraphs/framework/ids.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';

let databases: TestDatabase;
let db: Connection;
beforeAll(async () => {
  databases = await testDatabase();
  db = await connect(databases.address('person-ids'), 'person-ids');
});
afterEach(() => db.dropDatabase());
afterAll(async () => {
  await db?.close();
  await databases?.close();
});

const PERSONAL = [
  { collection: 'petals', keys: ['giver', 'notes.by'] },
] as unknown as PersonalRows[];
const idsHere = () => personIdsIn(db, 'unite', PERSONAL);

/** As a token with a membership number says it. */
const memberOf = (number: number): string =>
  derivedId('unite', 'member', `https://issuer.example|${number}`);

test('an id that follows from a membership number is another with each key', async () => {
  const first = (await idsHere())(memberOf(1_234_567));
  expect(first).toMatch(/^unite:member:0000000001[0-9A-Z]{16}$/);
  expect(first.slice(-16)).not.toBe(memberOf(1_234_567).slice(-16));
  await db.dropDatabase();
  expect((await idsHere())(memberOf(1_234_567))).not.toBe(first);
});

test('it is the same for all processes, also where they make the key at the same time', async () => {
  const processes = await Promise.all([idsHere(), idsHere(), idsHere()]);
  const ids = [...processes, await idsHere()].map((personIdOf) => personIdOf(memberOf(1)));
  expect(new Set(ids).size).toBe(1);
  expect((await idsHere())(memberOf(2))).not.toBe(ids[0]);
});

test('an id that the issuer knows stays as it is', async () => {
  const id = newId('unite', 'member');
  expect((await idsHere())(id)).toBe(id);
});

test('an id that rows had before there was a key stays its person’s, and no other does', async () => {
  await db
    .collection('petals')
    .insertMany([
      { giver: memberOf(1), notes: [{ by: memberOf(2) }, { by: 'pseudonym:x' }] },
      { giver: null },
    ]);
  for (const personIdOf of [await idsHere(), await idsHere()]) {
    expect([1, 2].map((number) => personIdOf(memberOf(number)))).toEqual([
      memberOf(1),
      memberOf(2),
    ]);
    expect(personIdOf(memberOf(3))).not.toBe(memberOf(3));
  }
});

test('a row that is written later keeps no such id', async () => {
  await idsHere();
  await db.collection('petals').insertOne({ giver: memberOf(4) });
  expect((await idsHere())(memberOf(4))).not.toBe(memberOf(4));
});
