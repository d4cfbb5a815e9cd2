import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { Connection } from 'mongoose';
import { commentModel, type CommentRow } from '../../../subgraphs/organisation/comments/comment.ts';
import { ideaModel, type IdeaRow } from '../../../subgraphs/organisation/ideas/idea.ts';
import { type Comments, commentsOf } from '../../../subgraphs/organisation/comments/comments.ts';
import { connect } from '../../../subgraphs/framework/mongo.ts';
import { aComment, anIdea } from '../../support/builders.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { sizesOf, walked } from '../../unit/framework/walk.ts';

let databases: TestDatabase;
let db: Connection;
let table: Comments;
const commands: string[] = [];

beforeAll(async () => {
  databases = await testDatabase();
  db = await connect(databases.address('unite'), 'unite', { monitorCommands: true });
  db.getClient().on('commandStarted', ({ commandName }) => commands.push(commandName));
  table = commentsOf(db);
});
beforeEach(() => {
  commands.length = 0;
});
afterAll(async () => {
  await db.close();
  await databases.close();
});

/** An idea with so many comments, some of the same moment. */
async function discussed(count: number): Promise<{ idea: IdeaRow; comments: CommentRow[] }> {
  const idea = anIdea({ organisation: 'unite', commentCount: count });
  const comments = Array.from({ length: count }, (_, at) =>
    aComment(idea, { createdAt: new Date(Math.floor(at / 3)) }),
  );
  await ideaModel(db).create(idea);
  await commentModel(db).insertMany(comments);
  return { idea, comments };
}

describe('a page of the children of many parents', () => {
  test.each([
    [1, 1],
    [1, 100],
    [50, 20],
    [100, 100],
  ])('is one command: %i parents, pages of %i', async (parents, first) => {
    const made = await Promise.all(Array.from({ length: parents }, () => discussed(2)));
    commands.length = 0;
    const pages = await table.pages(
      made.map(({ idea }) => idea._id),
      { first },
    );
    expect(commands).toEqual(['aggregate']);
    expect(pages.size).toBe(parents);
  });

  test('is for each parent what its own list shows, walked from either end', async () => {
    const walk = fc.record({ backwards: fc.boolean(), size: fc.integer({ min: 1, max: 7 }) });
    const counts = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(counts, walk, async (lengths, how) => {
        const made = await Promise.all(lengths.map(discussed));
        const ids = made.map(({ idea }) => idea._id);
        for (const { idea, comments } of made) {
          const pages = await walked(how, async (args) =>
            (await table.pages(ids, args)).get(idea._id)!,
          );
          expect(pages).toEqual({
            rows: comments,
            sizes: sizesOf(comments.length, how.size),
            sound: true,
          });
        }
      }),
      { numRuns: 15 },
    );
  });

  test('has no page for a parent that is not there, and an empty one for one without children', async () => {
    const { idea } = await discussed(0);
    const pages = await table.pages([idea._id, 'unite:idea:none'], {});
    expect([...pages.keys()]).toEqual([idea._id]);
    expect(pages.get(idea._id)).toMatchObject({
      edges: [],
      pageInfo: { hasNextPage: false, endCursor: null },
    });
  });

  test('says how many there are without counting them', async () => {
    const { idea } = await discussed(5);
    commands.length = 0;
    const page = (await table.pages([idea._id], { first: 2 })).get(idea._id)!;
    expect(await page.totalCount()).toBe(5);
    expect(commands).toEqual(['aggregate']);
  });
});
