import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Connection } from 'mongoose';
import { announcementsIn } from '../../../subgraphs/coalition/similar/announcements.ts';
import { connect } from '../../../subgraphs/framework/mongo.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';

const KEPT = 20;

let databases: TestDatabase;
let db: Connection;

beforeAll(async () => {
  databases = await testDatabase();
  db = await connect(databases.address('announcements'), 'announcements');
});
afterAll(async () => {
  await db.close();
  await databases.close();
});
beforeEach(async () => {
  await db.collection('news').deleteMany({});
});

const anAnnouncement = (generation: number) => ({ generation, ideas: [], vanished: null });

async function publish(log: ReturnType<typeof announcementsIn>, count: number): Promise<void> {
  for (let at = 1; at <= count; at += 1) await log.publish(anAnnouncement(at));
}

/** The generations of the announcements after a number, page by page; null where some were pruned. */
async function after(number: number): Promise<number[] | null> {
  const page = await announcementsIn(db).after(number);
  if (!page || page.announcements.length === 0) return page && [];
  const rest = await after(page.upTo);
  return rest && [...page.announcements.map(({ generation }) => generation), ...rest];
}

test('announcements are read in the order of their numbers, from any of them on', async () => {
  await publish(announcementsIn(db), 25);
  expect(await after(0)).toEqual(Array.from({ length: 25 }, (_, at) => at + 1));
  expect(await after(22)).toEqual([23, 24, 25]);
  expect(await after(25)).toEqual([]);
});

test('the latest announcements are kept, and a reader that missed some of the pruned ones notices', async () => {
  await publish(announcementsIn(db, KEPT), 230);
  expect(await db.collection('news').countDocuments()).toBeLessThanOrEqual(KEPT + 100);
  expect(await after(230 - KEPT)).toHaveLength(KEPT);
  expect(await after(1)).toBeNull();
});

test('a process that was paused before it published is read, though its number was pruned meanwhile', async () => {
  const running = announcementsIn(db, KEPT);
  await publish(running, 3);
  const real = db.collection('news');
  let [wasPaused, heads] = [false, 0];
  // Reads the highest number, and goes on only after others published many more.
  const findOne = async (...args: Parameters<typeof real.findOne>) => {
    const found = await real.findOne(...args);
    heads += 1;
    if (!wasPaused) {
      wasPaused = true;
      await publish(running, 120);
    }
    return found;
  };
  const paused = new Proxy(real, {
    get: (target, name) => (name === 'findOne' ? findOne : Reflect.get(target, name)),
  });
  await announcementsIn({ collection: () => paused } as unknown as Connection, KEPT).publish(
    anAnnouncement(777),
  );
  expect(heads).toBe(4);
  expect(await after(120)).toContain(777);
});
