import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Connection } from 'mongoose';
import { newsIn } from '../../../subgraphs/coalition/similar/news.ts';
import { connect } from '../../../subgraphs/framework/mongo.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';

const KEPT = 20;

let databases: TestDatabase;
let db: Connection;

beforeAll(async () => {
  databases = await testDatabase();
  db = await connect(databases.address('news'), 'news');
});
afterAll(async () => {
  await db.close();
  await databases.close();
});
beforeEach(async () => {
  await db.collection('news').deleteMany({});
});

const newsOf = (generation: number) => ({ generation, ideas: [], vanished: null });

async function tell(log: ReturnType<typeof newsIn>, count: number): Promise<void> {
  for (let at = 1; at <= count; at += 1) await log.tell(newsOf(at));
}

/** The generations in what follows a number, page by page; null when some was dropped. */
async function after(number: number): Promise<number[] | null> {
  const page = await newsIn(db).after(number);
  if (!page || page.news.length === 0) return page && [];
  const rest = await after(page.upTo);
  return rest && [...page.news.map(({ generation }) => generation), ...rest];
}

test('news is heard in the order of its numbers, from any of them', async () => {
  await tell(newsIn(db), 25);
  expect(await after(0)).toEqual(Array.from({ length: 25 }, (_, at) => at + 1));
  expect(await after(22)).toEqual([23, 24, 25]);
  expect(await after(25)).toEqual([]);
});

test('the latest news is kept, and who missed some of the rest is told so', async () => {
  await tell(newsIn(db, KEPT), 230);
  expect(await db.collection('news').countDocuments()).toBeLessThanOrEqual(KEPT + 100);
  expect(await after(230 - KEPT)).toHaveLength(KEPT);
  expect(await after(1)).toBeNull();
});

test('a process that slept before it told is heard, though its number was dropped meanwhile', async () => {
  const awake = newsIn(db, KEPT);
  await tell(awake, 3);
  const real = db.collection('news');
  let [slept, heads] = [false, 0];
  // Looks up the highest number, and goes on only when others told much more.
  const findOne = async (...asked: Parameters<typeof real.findOne>) => {
    const found = await real.findOne(...asked);
    heads += 1;
    if (!slept) {
      slept = true;
      await tell(awake, 120);
    }
    return found;
  };
  const sleepy = new Proxy(real, {
    get: (target, name) => (name === 'findOne' ? findOne : Reflect.get(target, name)),
  });
  await newsIn({ collection: () => sleepy } as unknown as Connection, KEPT).tell(newsOf(777));
  expect(heads).toBe(4);
  expect(await after(120)).toContain(777);
});
