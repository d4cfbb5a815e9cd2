import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Connection } from 'mongoose';
import { type CardSource, remove } from '../../../subgraphs/feed/publish/card-source.ts';
import { createDrain } from '../../../subgraphs/feed/publish/drain.ts';
import { createLog } from '../../../subgraphs/feed/publish/log.ts';
import {
  type LogCollection,
  logCollection,
} from '../../../subgraphs/feed/publish/log-collection.ts';
import { ideaModel } from '../../../subgraphs/organisation/ideas/idea.ts';
import { type Ideas, ideasOf } from '../../../subgraphs/organisation/ideas/ideas.ts';
import { connect } from '../../../subgraphs/framework/mongo.ts';
import type { Card } from '../../../subgraphs/cards/card.ts';
import {
  paperModel,
  type PaperRow,
  papersOf,
  type Papers,
} from '../../../subgraphs/kinds/think-tank/paper.ts';
import { newId } from '../../../subgraphs/framework/ids.ts';
import { anIdea } from '../../support/builders.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';

let databases: TestDatabase;
let db: Connection;
let ideas: Ideas;
let papers: Papers;
let store: LogCollection;
let count = 0;

beforeAll(async () => {
  databases = await testDatabase();
});
afterAll(() => databases.close());

beforeEach(async () => {
  db = await connect(databases.address(`progress-${(count += 1)}`), 'progress');
  [ideas, papers, store] = [ideasOf(db), papersOf(db), logCollection(db)];
  await store.prepare();
});
afterEach(() => db.close());

/** A process of the organisation, which logs all that is marked: what it knows of the log is its own. */
function aProcess({ every = 1_000, sources = [ideas.cards, papers.cards] as CardSource[] } = {}) {
  const stepBack = () => new Promise<void>((resolve) => setImmediate(resolve));
  const log = createLog<Card>(store, every);
  const drain = createDrain(log, sources, { onLogged: () => {}, stepBack });
  return async (): Promise<number> => {
    let highest = 0;
    for (;;) {
      const { upTo, more } = await drain();
      highest = Math.max(highest, upTo);
      if (!more) return highest;
    }
  };
}

/** All that the log has, from its start. */
async function told() {
  const entries = await store.page(0, 100_000);
  return entries.map(({ number, thing, version, card }) => ({ number, thing, version, card }));
}

/** The thing, the version and whether it is shared, of each entry. */
const inShort = async () =>
  (await told()).map(({ thing, version, card }) => `${thing} ${version} ${card ? 'card' : 'end'}`);

const idea = () => ideas.submit(anIdea({ organisation: 'progress' }));
const edit = (_id: string, title: string) => ideaModel(db).updateOne({ _id }, { title });

async function aPaper(status: PaperRow['status']): Promise<string> {
  const now = new Date();
  const { _id } = await papers.record({
    _id: newId('progress', 'paper'),
    organisation: 'progress',
    title: 'The last bus home',
    summary: null,
    abstract: 'What an evening service is worth.',
    themes: [],
    area: null,
    claims: [],
    status,
    startsAt: null,
    createdAt: now,
  });
  return _id;
}
const move = (_id: string, status: PaperRow['status']) =>
  paperModel(db).updateOne({ _id }, { status });

describe('what is not shared', () => {
  test('from its beginning is never told of, however often it is written', async () => {
    const drain = aProcess();
    const id = await aPaper('DRAFT');
    await drain();
    await paperModel(db).updateOne({ _id: id }, { title: 'Another title' });
    await drain();
    expect(await told()).toEqual([]);
    expect(await paperModel(db).countDocuments({ dirty: true })).toBe(0);
  });

  test('any longer ends, and comes back when it is shared again', async () => {
    const drain = aProcess();
    const id = await aPaper('DRAFT');
    await drain();
    for (const status of ['CONSULTATION', 'DRAFT', 'PUBLISHED'] as const) {
      await move(id, status);
      await drain();
    }
    expect(await inShort()).toEqual([`${id} 2 card`, `${id} 3 end`, `${id} 4 card`]);
  });

  test('any longer, before anyone was told of it, is never told of', async () => {
    const id = await aPaper('PUBLISHED');
    await move(id, 'DRAFT');
    await aProcess()();
    // It may have been in some other process's hands; this one knows that nobody was told.
    expect(await inShort()).toEqual([]);
    expect(await paperModel(db).findById(id).lean()).not.toHaveProperty('dirty');
  });
});

describe('a row that is removed', () => {
  test('ends in the log first, and is gone from its table once it has', async () => {
    const drain = aProcess();
    const { _id } = await idea();
    await drain();
    expect(await remove(ideaModel(db), _id)).toBe(true);
    expect(await ideaModel(db).exists({ _id })).not.toBeNull();
    await drain();
    expect(await inShort()).toEqual([`${_id} 1 card`, `${_id} 2 end`]);
    expect(await ideaModel(db).exists({ _id })).toBeNull();
    expect(await remove(ideaModel(db), _id)).toBe(false);
  });

  test('may be put there again: what comes is newer than its end', async () => {
    const drain = aProcess();
    const row = anIdea({ organisation: 'progress' });
    await ideas.submit(row);
    for (const title of ['Two', 'Three', 'Four']) await edit(row._id, title);
    await drain();
    await remove(ideaModel(db), row._id);
    await drain();
    await ideas.submit(row);
    await drain();
    const entries = await inShort();
    expect(entries.slice(0, 2)).toEqual([`${row._id} 4 card`, `${row._id} 5 end`]);
    expect(entries.at(-1)).toBe(`${row._id} 6 card`);
    expect(await ideaModel(db).findById(row._id).lean()).not.toHaveProperty('dirty');
  });
});

test('rows from before there were marks are told of once', async () => {
  const {
    version: _,
    dirty: __,
    ...row
  } = { version: 0, dirty: false, ...anIdea({ organisation: 'progress' }) };
  await ideaModel(db).collection.insertOne(row as never);
  for (let starts = 0; starts < 2; starts += 1) {
    await ideas.cards.adopt();
    await aProcess()();
  }
  expect(await inShort()).toEqual([`${row._id} 1 card`]);
});

test('many rows go in a few commands, in batches', async () => {
  const rows = Array.from({ length: 1_200 }, () => anIdea({ organisation: 'progress' }));
  await ideaModel(db).insertMany(rows, { lean: true });
  const began = performance.now();
  expect(await aProcess()()).toBe(1_200);
  console.info(`1,200 rows were logged in ${(performance.now() - began).toFixed(0)} ms.`);
  expect((await told()).map(({ number }) => number)).toEqual(rows.map((_, at) => at + 1));
});

describe('two processes that log at the same time', () => {
  test('give each number once, with none left out, and tell of everything', async () => {
    const processes = [aProcess(), aProcess(), aProcess()];
    const rows = [];
    for (let round = 0; round < 10; round += 1) {
      rows.push(...(await Promise.all(Array.from({ length: 5 }, idea))));
      await Promise.all(processes.map((drain) => drain()));
    }
    const entries = await told();
    expect(entries.map(({ number }) => number)).toEqual(entries.map((_, at) => at + 1));
    expect(new Set(entries.map(({ thing }) => thing))).toEqual(new Set(rows.map(({ _id }) => _id)));
    expect(await ideaModel(db).countDocuments({ dirty: true })).toBe(0);
    console.info(`${rows.length} rows became ${entries.length} entries.`);
  });
});

describe('a log that is compacted', () => {
  test('keeps the last entry of each thing, and its numbers go on', async () => {
    const drain = aProcess({ every: 10 });
    const { _id: still } = await idea();
    const { _id: busy } = await idea();
    await drain();
    for (let version = 2; version <= 40; version += 1) {
      await edit(busy, `Version ${version}`);
      await drain();
    }
    const entries = await told();
    expect(entries.length).toBeLessThan(2 + 2 * 10);
    expect(entries[0]).toMatchObject({ number: 1, thing: still, version: 1 });
    expect(entries.at(-1)).toMatchObject({ number: 41, thing: busy, version: 40 });
    expect(await store.head()).toBe(41);
    await edit(still, 'Moves too');
    expect(await drain()).toBe(42);
  });

  test('is read while that is done, by readers at every number: none misses the last entry of anything', async () => {
    const drain = aProcess({ every: 4 });
    const rows = await Promise.all(Array.from({ length: 5 }, idea));
    await drain();
    const readers = Array.from({ length: 8 }, () => ({
      after: 0,
      held: new Map<string, number>(),
    }));
    const readSome = async (reader: (typeof readers)[number], limit: number) => {
      for (const { number, thing, version } of await store.page(reader.after, limit)) {
        reader.after = number;
        reader.held.set(thing, Math.max(version, reader.held.get(thing) ?? 0));
      }
    };
    for (let round = 0; round < 60; round += 1) {
      const { _id } = rows[(round * 3) % rows.length]!;
      await Promise.all([
        edit(_id, `Round ${round}`).then(drain),
        ...readers.map((reader, at) => (round % (at + 1) === 0 ? readSome(reader, 2) : null)),
      ]);
    }
    const now = await ideaModel(db).find().lean<{ _id: string; version: number }[]>();
    const versions = new Map(now.map(({ _id, version }) => [_id, version]));
    for (const reader of readers) {
      await readSome(reader, 1_000);
      expect(reader.held).toEqual(versions);
    }
  });

  test('says to who waits behind it that there is more, also where the next number is dropped', async () => {
    const drain = aProcess({ every: 5 });
    const { _id } = await idea();
    await drain();
    for (let version = 2; version <= 30; version += 1) {
      await edit(_id, `Version ${version}`);
      await drain();
    }
    for (let after = 0; after < 30; after += 1)
      expect(await store.placeOf(after)).toMatchObject({ is: 'BEFORE MORE' });
    expect(await store.placeOf(30)).toMatchObject({ is: 'AT THE END' });
    expect(await store.placeOf(31)).toMatchObject({ is: 'BEYOND THE END' });
  });
});
