/** Two processes of the coalition over one database: what one reads from the feeds, both find. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Connection } from 'mongoose';
import { type Catalogue, catalogueOf } from '../../../subgraphs/coalition/catalogue/catalogue.ts';
import type { LogEntry } from '../../../subgraphs/feed/protocol/log-entry.ts';
import { connect } from '../../../subgraphs/framework/mongo.ts';
import type { Card } from '../../../subgraphs/cards/card.ts';
import { aCardLine, ideaId } from '../../support/cards.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';

let databases: TestDatabase;
let connections: [Connection, Connection];
let one: Catalogue;
let other: Catalogue;
/** The commands that the other process sends. */
let sent: string[];
let count = 0;

beforeAll(async () => {
  databases = await testDatabase();
});
afterAll(() => databases.close());
beforeEach(async () => {
  const address = databases.address(`together-${(count += 1)}`);
  connections = [
    await connect(address, 'one'),
    await connect(address, 'other', { monitorCommands: true }),
  ];
  [one, other] = [catalogueOf(connections[0]), catalogueOf(connections[1])];
  await one.learn();
  await other.learn();
  sent = [];
  connections[1].getClient().on('commandStarted', ({ command }) => {
    const { find, insert } = command as { find?: string; insert?: string };
    if (find) sent.push(`find ${find}`);
    if (insert) sent.push(`insert ${insert}`);
  });
});
afterEach(async () => {
  for (const db of connections) await db.close();
});

/** An entry of a feed about an idea of benches; with null, the idea is no longer shared. */
function entry(idea: number, version: number, given: object | null = {}): LogEntry<Card> {
  const line = aCardLine('unite', idea, { title: `Bench ${idea}`, ...given });
  const moment = new Date(line.createdAt);
  const card = { ...line, createdAt: moment, updatedAt: moment } as unknown as Card;
  return { thing: ideaId('unite', idea), version, card: given && card };
}

/** The numbers of the ideas about benches. */
async function benches(catalogue: Catalogue): Promise<number[]> {
  const found = await catalogue.like({ title: 'A bench', rest: '' }, { first: 100 });
  return found.map(({ node }) => Number(node._id.slice(-6))).toSorted((a, b) => a - b);
}

const apply = (catalogue: Catalogue, entries: LogEntry<Card>[], generation = 1): Promise<void> =>
  catalogue.apply(entries, 'unite', generation);

describe('an idea that another process read', () => {
  test('is found by the next search', async () => {
    await apply(one, [entry(1, 1), entry(2, 1)]);
    expect(await benches(other)).toEqual([1, 2]);
    await apply(other, [entry(3, 1)]);
    expect(await benches(one)).toEqual([1, 2, 3]);
  });

  test('is found by its newest words', async () => {
    await apply(one, [entry(1, 1)]);
    expect(await benches(other)).toEqual([1]);
    await apply(one, [entry(1, 2, { title: 'A tram at noon' })]);
    expect(await benches(other)).toEqual([]);
  });

  test.each([
    ['withdrawn', { status: 'WITHDRAWN' }],
    ['declined', { status: 'DECLINED' }],
    ['no longer shared', null],
  ])('is not found once it is %s', async (_, given) => {
    await apply(one, [entry(1, 1), entry(2, 1)]);
    expect(await benches(other)).toEqual([1, 2]);
    await apply(one, [entry(1, 2, given)]);
    expect(await benches(other)).toEqual([2]);
  });

  test('leads to its winner once it is merged', async () => {
    await apply(one, [entry(1, 1), entry(2, 1, { title: 'Street furniture' })]);
    expect(await benches(other)).toEqual([1]);
    await apply(one, [entry(1, 2, { status: 'MERGED', mergedInto: ideaId('unite', 2) })]);
    expect(await benches(other)).toEqual([2]);
  });

  test('is not found once the feed was read from its start without it', async () => {
    await apply(one, [entry(1, 5), entry(2, 5)]);
    expect(await benches(other)).toEqual([1, 2]);
    await apply(one, [entry(2, 1)], 2);
    await one.prune('unite', 2);
    expect(await benches(other)).toEqual([2]);
  });

  test('stays where each process read a part of the feed again', async () => {
    await apply(one, [entry(1, 1), entry(2, 1)]);
    expect(await benches(other)).toEqual([1, 2]);
    await apply(one, [entry(1, 1)], 2);
    await apply(other, [entry(2, 1)], 2);
    await other.prune('unite', 2);
    await one.prune('unite', 2);
    expect(await benches(one)).toEqual([1, 2]);
    expect(await benches(other)).toEqual([1, 2]);
  });
});

test('a search reads only the end of the log when nothing was announced, and no card that is indexed', async () => {
  await apply(one, [entry(1, 1)]);
  await apply(other, [entry(1, 1)]);
  sent.length = 0;
  expect(await benches(other)).toEqual([1]);
  expect(sent).toEqual(['find news', 'find cards']);
});

test('everything that is read at the same moment is announced: no number is used twice, and none is lost', async () => {
  const numbers = Array.from({ length: 60 }, (_, at) => at + 1);
  await Promise.all(numbers.map((at) => apply(at % 2 ? one : other, [entry(at, 1)])));
  expect(await benches(one)).toEqual(numbers);
  expect(await benches(other)).toEqual(numbers);
});

test('a process that missed pruned announcements reads all ideas again, tombstones included', async () => {
  await apply(one, [entry(1, 1), entry(2, 1), entry(3, 1)]);
  expect(await benches(other)).toEqual([1, 2, 3]);
  await apply(one, [entry(2, 2, null), entry(3, 2, { title: 'A tram' }), entry(4, 1)]);
  await connections[0].collection('news').deleteMany({});
  await apply(one, [entry(5, 1)]);
  // The log was emptied, so its numbers start again at 1: this one is as if others had gone on.
  await connections[0].collection<{ _id: number }>('news').insertOne({ _id: 5_000 });
  expect(await benches(other)).toEqual([1, 4, 5]);
});
