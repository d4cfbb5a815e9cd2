import { putIdea } from '../../support/rows.ts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Connection } from 'mongoose';
import type { CardSource } from '../../../subgraphs/feed/publish/card-source.ts';
import { createDrain } from '../../../subgraphs/feed/publish/drain.ts';
import { createLog } from '../../../subgraphs/feed/publish/log.ts';
import {
  type LogCollection,
  logCollection,
} from '../../../subgraphs/feed/publish/log-collection.ts';
import { remove } from '../../../subgraphs/feed/publish/remove.ts';
import { ideaModel } from '../../../subgraphs/organisation/ideas/idea.ts';
import { type Ideas, ideasOf } from '../../../subgraphs/organisation/ideas/ideas.ts';
import { connect } from '../../../subgraphs/framework/mongo.ts';
import type { Card } from '../../../subgraphs/cards/card.ts';
import {
  newPaper,
  paperModel,
  type PaperRow,
} from '../../../subgraphs/kinds/think-tank/papers/paper.ts';
import { papersOf, type Papers } from '../../../subgraphs/kinds/think-tank/papers/papers.ts';
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
  [ideas, papers] = [ideasOf(db, 'progress'), papersOf(db, 'progress')];
  store = logCollection(db, ['ideas', 'papers']);
  await store.prepare();
});
afterEach(() => db.close());

/** A process of the organisation, which logs all pending rows; answers the highest offset that it gave. */
function aProcess({
  compactEvery = 1_000,
  sources = [ideas.cards, papers.cards] as CardSource[],
} = {}) {
  const backOff = () => new Promise<void>((resolve) => setImmediate(resolve));
  const log = createLog<Card>(store, compactEvery);
  const drain = createDrain(log, async () => sources, { onLogged: () => {}, backOff });
  return async (): Promise<number> => {
    let highest = 0;
    for (;;) {
      const { upTo, more } = await drain();
      highest = Math.max(highest, upTo);
      if (!more) return highest;
    }
  };
}

/** All entries of the log, from its start. */
const logged = () => store.page(0, 100_000);

/** The thing and the version of each entry, and whether it is a tombstone. */
const inShort = async () =>
  (await logged()).map(
    ({ thing, version, card }) => `${thing} ${version} ${card ? 'card' : 'tombstone'}`,
  );

const idea = () => putIdea(db, anIdea({ organisation: 'progress' }));
const edit = (_id: string, title: string) => ideaModel(db).updateOne({ _id }, { title });

async function aPaper(status: PaperRow['status']): Promise<string> {
  const paper = newPaper({
    _id: newId('progress', 'paper'),
    organisation: 'progress',
    title: 'The last bus home',
    abstract: 'What an evening service is worth.',
    status,
    createdAt: new Date(),
  });
  await paperModel(db).create(paper);
  return paper._id;
}
const move = (_id: string, status: PaperRow['status']) =>
  paperModel(db).updateOne({ _id }, { status });

describe('a row that is not shared', () => {
  test('from its beginning is never logged, however often it is written', async () => {
    const drain = aProcess();
    const id = await aPaper('DRAFT');
    await drain();
    await paperModel(db).updateOne({ _id: id }, { title: 'Another title' });
    await drain();
    expect(await logged()).toEqual([]);
    expect(await paperModel(db).countDocuments({ pending: true })).toBe(0);
  });

  test('any longer gets a tombstone, and comes back when it is shared again', async () => {
    const drain = aProcess();
    const id = await aPaper('DRAFT');
    await drain();
    for (const status of ['CONSULTATION', 'DRAFT', 'PUBLISHED'] as const) {
      await move(id, status);
      await drain();
    }
    expect(await inShort()).toEqual([`${id} 2 card`, `${id} 3 tombstone`, `${id} 4 card`]);
  });

  test('any longer, before it was first logged, is never logged', async () => {
    const id = await aPaper('PUBLISHED');
    await move(id, 'DRAFT');
    await aProcess()();
    expect(await inShort()).toEqual([]);
    expect(await paperModel(db).findById(id).lean()).not.toHaveProperty('pending');
  });
});

describe('a row that is removed', () => {
  test('gets a tombstone first, and is deleted from its collection then', async () => {
    const drain = aProcess();
    const { _id } = await idea();
    await drain();
    expect(await remove(ideaModel(db), _id)).toBe(true);
    expect(await ideaModel(db).exists({ _id })).not.toBeNull();
    await drain();
    expect(await inShort()).toEqual([`${_id} 1 card`, `${_id} 2 tombstone`]);
    expect(await ideaModel(db).exists({ _id })).toBeNull();
    expect(await remove(ideaModel(db), _id)).toBe(false);
  });

  test('may be created again with the same id, at a version above its tombstone', async () => {
    const drain = aProcess();
    const row = anIdea({ organisation: 'progress' });
    await putIdea(db, row);
    for (const title of ['Two', 'Three', 'Four']) await edit(row._id, title);
    await drain();
    await remove(ideaModel(db), row._id);
    await drain();
    await putIdea(db, row);
    await drain();
    const entries = await inShort();
    expect(entries.slice(0, 2)).toEqual([`${row._id} 4 card`, `${row._id} 5 tombstone`]);
    expect(entries.at(-1)).toBe(`${row._id} 6 card`);
    expect(await ideaModel(db).findById(row._id).lean()).not.toHaveProperty('pending');
  });
});

test('a row from before rows had outbox fields is logged once', async () => {
  const {
    version: _,
    pending: __,
    ...row
  } = { version: 0, pending: false, ...anIdea({ organisation: 'progress' }) };
  await ideaModel(db).collection.insertOne(row as never);
  for (let starts = 0; starts < 2; starts += 1) {
    await ideas.cards.markLegacyRows();
    await aProcess()();
  }
  expect(await inShort()).toEqual([`${row._id} 1 card`]);
});

test('many rows are logged in batches, at offsets without gaps', async () => {
  const rows = Array.from({ length: 1_200 }, () => anIdea({ organisation: 'progress' }));
  await ideaModel(db).insertMany(rows, { lean: true });
  const began = performance.now();
  expect(await aProcess()()).toBe(1_200);
  console.info(`1,200 rows were logged in ${(performance.now() - began).toFixed(0)} ms.`);
  expect((await logged()).map(({ offset }) => offset)).toEqual(rows.map((_, at) => at + 1));
});

describe('processes that log at the same time', () => {
  test('use each offset once, leave none out, and log every row', async () => {
    const processes = [aProcess(), aProcess(), aProcess()];
    const rows = [];
    for (let round = 0; round < 10; round += 1) {
      rows.push(...(await Promise.all(Array.from({ length: 5 }, idea))));
      await Promise.all(processes.map((drain) => drain()));
    }
    const entries = await logged();
    expect(entries.map(({ offset }) => offset)).toEqual(entries.map((_, at) => at + 1));
    expect(new Set(entries.map(({ thing }) => thing))).toEqual(new Set(rows.map(({ _id }) => _id)));
    expect(await ideaModel(db).countDocuments({ pending: true })).toBe(0);
    console.info(`${rows.length} rows became ${entries.length} entries.`);
  });
});

describe('a log that is compacted', () => {
  test('keeps the last entry of each thing, and its offsets go on', async () => {
    const drain = aProcess({ compactEvery: 10 });
    const { _id: still } = await idea();
    const { _id: busy } = await idea();
    await drain();
    for (let version = 2; version <= 40; version += 1) {
      await edit(busy, `Version ${version}`);
      await drain();
    }
    const entries = await logged();
    expect(entries.length).toBeLessThan(2 + 2 * 10);
    expect(entries[0]).toMatchObject({ offset: 1, thing: still, version: 1 });
    expect(entries.at(-1)).toMatchObject({ offset: 41, thing: busy, version: 40 });
    expect(await store.head()).toBe(41);
    await edit(still, 'Another title');
    expect(await drain()).toBe(42);
  });

  test('loses no thing for readers that are anywhere in it meanwhile', async () => {
    const drain = aProcess({ compactEvery: 4 });
    const rows = await Promise.all(Array.from({ length: 5 }, idea));
    await drain();
    const readers = Array.from({ length: 8 }, () => ({
      after: 0,
      versions: new Map<string, number>(),
    }));
    const readSome = async (reader: (typeof readers)[number], limit: number) => {
      for (const { offset, thing, version } of await store.page(reader.after, limit)) {
        reader.after = offset;
        reader.versions.set(thing, Math.max(version, reader.versions.get(thing) ?? 0));
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
      expect(reader.versions).toEqual(versions);
    }
  });

  test('reports to a reader that there is more, also when the next offset is dropped', async () => {
    const drain = aProcess({ compactEvery: 5 });
    const { _id } = await idea();
    await drain();
    for (let version = 2; version <= 30; version += 1) {
      await edit(_id, `Version ${version}`);
      await drain();
    }
    for (let after = 0; after < 30; after += 1)
      expect(await store.statusOf(after)).toMatchObject({ is: 'BEFORE THE END' });
    expect(await store.statusOf(30)).toMatchObject({ is: 'AT THE END' });
    expect(await store.statusOf(31)).toMatchObject({ is: 'BEYOND THE END' });
  });
});
