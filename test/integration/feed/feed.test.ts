import { putIdea } from '../../support/rows.ts';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Connection } from 'mongoose';
import type { CardSource } from '../../../subgraphs/feed/publish/card-source.ts';
import { createFeed } from '../../../subgraphs/feed/publish/feed.ts';
import { logCollection } from '../../../subgraphs/feed/publish/log-collection.ts';
import { ideasOf } from '../../../subgraphs/organisation/ideas/ideas.ts';
import { connect } from '../../../subgraphs/framework/mongo.ts';
import { anIdea } from '../../support/builders.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';

let databases: TestDatabase;
let db: Connection;
beforeAll(async () => {
  databases = await testDatabase();
  db = await connect(databases.address('progress'), 'progress');
});
afterAll(async () => {
  await db?.close();
  await databases?.close();
});

test('under a backlog, a drain answers an offset that covers rows which another process logged', async () => {
  const ideas = ideasOf(db, 'progress');
  const other = createFeed(db, [ideas.cards]);
  await other.prepare();
  for (const title of ['A row of the backlog', 'The caller’s row'])
    await putIdea(db, anIdea({ organisation: 'progress', title }));

  let rounds = 0;
  const cards: CardSource = {
    ...ideas.cards,
    async pendingRows(limit) {
      rounds += 1;
      // The first batch is full; before the next one, another process logs the rest.
      if (rounds === 1) return { rows: (await ideas.cards.pendingRows(1)).rows, more: true };
      await other.drain();
      return ideas.cards.pendingRows(limit);
    },
  };
  const upTo = await createFeed(db, [cards]).drain();
  const entries = await logCollection(db, []).page(0, 10);
  expect(entries.map(({ offset }) => offset)).toEqual([1, 2]);
  expect(upTo).toBe(2);
});
