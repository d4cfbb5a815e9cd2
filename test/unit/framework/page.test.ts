import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { Order } from '../../../subgraphs/framework/lists/cursor.ts';
import { type PageArgs, pageOfList, windowOf } from '../../../subgraphs/framework/lists/page.ts';
import { refusalOf } from './refusal.ts';
import { argsOf, sizesOf, walked } from './walk.ts';

const byId: Order = { name: 'by-id', keys: [{ field: '_id', direction: 1, as: 'text' }] };

const rows = fc
  .uniqueArray(fc.string({ maxLength: 4 }), { maxLength: 30 })
  .map((ids) => ids.map((_id) => ({ _id })));
const walk = fc.record({ backwards: fc.boolean(), size: fc.integer({ min: 1, max: 12 }) });

describe('a list at hand', () => {
  test('is walked once, in order, in full pages, from either end', async () => {
    await fc.assert(
      fc.asyncProperty(rows, walk, async (list, how) => {
        expect(await walked(how, (args) => pageOfList(list, '_id', args))).toEqual({
          rows: list,
          sizes: sizesOf(list.length, how.size),
          sound: true,
        });
      }),
    );
  });

  test('shows what is after a row even when rows were added since', () => {
    fc.assert(
      fc.property(rows, walk, fc.nat(), (list, how, pick) => {
        fc.pre(list.length > 1);
        const [added, ...before] = list;
        const { edges } = pageOfList(before, '_id', { first: 100 });
        const edge = edges[pick % edges.length]!;
        const now = [...before, added!];
        const { edges: after } = pageOfList(now, '_id', argsOf(how, edge.cursor));
        const at = now.indexOf(edge.node);
        const expected = how.backwards
          ? now.slice(Math.max(0, at - how.size), at)
          : now.slice(at + 1).slice(0, how.size);
        expect(after.map(({ node }) => node)).toEqual(expected);
      }),
    );
  });

  test('refuses the cursor of a row that is not in it, so that nobody walks in a ring', () => {
    const [edge] = pageOfList([{ _id: 'a' }], '_id', {}).edges;
    const refusal = refusalOf(() => pageOfList([{ _id: 'b' }], '_id', { after: edge!.cursor }));
    expect(refusal).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'after' });
  });

  test('counts all its rows on every page', async () => {
    const list = Array.from({ length: 30 }, (_, at) => ({ _id: `${at}` }));
    expect(await pageOfList(list, '_id', { first: 3 }).totalCount()).toBe(30);
  });
});

describe('a page', () => {
  test.each([
    [{}, 20],
    [{ first: null, after: null, last: null, before: null }, 20],
    [{ first: 1 }, 1],
    [{ first: 100 }, 100],
    [{ last: 7 }, 7],
  ])('of %j has so many rows: %i', (args, size) => {
    expect(windowOf(byId, args).size).toBe(size);
  });

  const cursor = pageOfList([{ _id: 'a' }], '_id', {}).edges[0]!.cursor;
  const oneTo = 'expected a number from 1 to 100, but got';
  const either =
    'expected either `first` and `after`, or `last` and `before`, but got "some of both".';
  test.each<[PageArgs, string]>([
    [{ first: 0 }, `first: ${oneTo} 0.`],
    [{ first: -1 }, `first: ${oneTo} -1.`],
    [{ first: 101 }, `first: ${oneTo} 101.`],
    [{ last: 0 }, `last: ${oneTo} 0.`],
    [{ last: 101 }, `last: ${oneTo} 101.`],
    [{ first: 1, last: 1 }, `last: ${either}`],
    [{ first: 1, before: cursor }, `before: ${either}`],
    [{ last: 1, after: cursor }, `last: ${either}`],
    [{ after: cursor, before: cursor }, `before: ${either}`],
  ])('of %j is refused in a sentence', (args, sentence) => {
    expect(refusalOf(() => windowOf(byId, args))).toMatchObject({
      code: 'BAD_USER_INPUT',
      argument: sentence.split(':')[0],
      message: sentence,
    });
  });
});
