/** Entries of feeds that two processes take in at once. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Connection } from 'mongoose';
import { type Catalogue, catalogueOf } from '../../../subgraphs/coalition/catalogue/catalogue.ts';
import type { LogEntry } from '../../../subgraphs/feed/protocol/log-entry.ts';
import { connect } from '../../../subgraphs/framework/mongo.ts';
import type { Card } from '../../../subgraphs/cards/card.ts';
import { anEntry } from '../../support/cards.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';

let databases: TestDatabase;
let connections: Connection[];
let catalogue: Catalogue;
let other: Catalogue;
let count = 0;

beforeAll(async () => {
  databases = await testDatabase();
});
afterAll(() => databases.close());
beforeEach(async () => {
  const address = databases.address(`taking-in-${(count += 1)}`);
  connections = [await connect(address, 'coalition'), await connect(address, 'coalition')];
  catalogue = catalogueOf(connections[0]!);
  other = catalogueOf(connections[1]!);
});
afterEach(() => Promise.all(connections.map((db) => db.close())));

const taken = (idea: number, version: number): LogEntry<Card> => {
  const { id, card } = anEntry('unite', 1, idea, version);
  const at = new Date(0);
  return {
    thing: id,
    version,
    card: { ...card, createdAt: at, updatedAt: at } as unknown as Card,
  };
};
const titleOf = async (entry: LogEntry<Card>) =>
  (await catalogue.byIds('IDEA', [entry.thing])).map(({ title }) => title);

/** Has something happen once the first catalogue looked for what it knows, just before it inserts what it did not. */
function beforeItInserts(happens: () => Promise<void>): void {
  const cards = connections[0]!.collection('cards');
  const bulkWrite = cards.bulkWrite.bind(cards);
  cards.bulkWrite = async (writes, options) => {
    cards.bulkWrite = bulkWrite;
    await happens();
    // As the upsert of a server that found nothing does.
    const inserts = writes.map((write) => ({
      insertOne: {
        document: (write as { replaceOne: { replacement: object } }).replaceOne.replacement,
      },
    }));
    return bulkWrite(inserts, options);
  };
}

test.each([
  ['an older one', 1, 'Idea 1, version 2'],
  ['the same', 2, 'Idea 1, version 2'],
  ['a newer one', 3, 'Idea 1, version 3'],
])(
  'the newest entry stays where another process inserts %s in between',
  async (_what, version, title) => {
    beforeItInserts(() => other.apply([taken(1, version)], 'unite', 1));
    await catalogue.apply([taken(1, 2), taken(2, 1)], 'unite', 1);
    expect(await titleOf(taken(1, 2))).toEqual([title]);
    expect(await titleOf(taken(2, 1))).toEqual(['Idea 2, version 1']);
  },
);

test('what fails for another reason as well is a failure, though the first was a duplicate', async () => {
  const cards = connections[0]!.collection('cards');
  const writeErrors = [{ code: 11000 }, { code: 50 }];
  cards.bulkWrite = () =>
    Promise.reject(Object.assign(new Error('Some failed.'), { code: 11000, writeErrors }));
  await expect(catalogue.apply([taken(1, 1)], 'unite', 1)).rejects.toThrow('Some failed.');
});

test('what is a duplicate again and again is a failure', async () => {
  const cards = connections[0]!.collection('cards');
  let tried = 0;
  cards.bulkWrite = () => {
    tried += 1;
    return Promise.reject(Object.assign(new Error('Again.'), { writeErrors: [{ code: 11000 }] }));
  };
  await expect(catalogue.apply([taken(1, 1)], 'unite', 1)).rejects.toThrow('Again.');
  expect(tried).toBe(5);
});
