/** A page of a sort is read off an index that gives its order, and few documents are looked at for it. */
import { describe, expect, test } from '@jest/globals';
import { findDocs } from '../../src/commands/query.ts';
import type { Examined } from '../../src/store/collection.ts';
import type { Doc } from '../../src/values/document.ts';
import { anOrderedCollection } from './ordered-collection.ts';

describe('a page of a sort', () => {
  const docs = Array.from({ length: 5_000 }, (_, at) => ({
    a: at % 10,
    b: (at * 7) % 5_000,
    d: (at * 7) % 5_000,
    c: at,
    list: [at % 4, 4 + (at % 3)],
  }));
  const collection = anOrderedCollection(docs);
  const page = (wanted: Doc, order: Record<string, 1 | -1>) => {
    const examined: Examined = { documents: 0 };
    const found = findDocs(
      collection,
      { filter: wanted, scope: {}, sort: order, limit: 20 },
      examined,
    );
    expect(found).toHaveLength(20);
    return { documents: examined.documents, index: examined.order?.name };
  };
  const down = { b: -1, _id: -1 } as const;
  const up = { b: 1, _id: 1 } as const;

  test.each<[string, Doc, Record<string, 1 | -1>, string | undefined, number]>([
    ['of all', {}, down, 'b', 20],
    ['of all, the other way round', {}, up, 'b', 20],
    ['beyond a value', { b: { $lt: 2_500 } }, down, 'b', 21],
    ['of one value', { a: 3 }, down, 'a_b', 20],
    ['of several values', { a: { $in: [3, 5, 7] } }, up, 'a_b', 20],
    ['of elements of an array', { list: { $in: [1, 2, 5] } }, { d: 1, _id: 1 }, 'list', 20],
    ['of a condition that half of them meet', { a: { $in: [3, 5] }, list: 1 }, up, 'a_b', 40],
    ['of ids', {}, { _id: -1 }, '_id_', 20],
    ['of ids beyond one', { _id: { $gt: 4_000 } }, { _id: 1 }, '_id_', 21],
    ['that no index gives', {}, { c: 1, b: -1 }, undefined, 5_000],
    ['of a sparse index, which may lack some', {}, { c: 1, _id: 1 }, undefined, 5_000],
  ])('%s examines only as many documents as it must', (_what, wanted, order, index, documents) => {
    const cost = page(wanted, order);
    expect(cost.index).toBe(index);
    expect(cost.documents).toBeLessThanOrEqual(documents);
  });

  test('of few documents is sorted in memory, where the order of an index would cost more', () => {
    const wanted = { list: 1, c: { $lt: 500 }, a: { $in: [1, 3, 5, 7, 9] } };
    const { documents } = page(wanted, down);
    expect(documents).toBeLessThanOrEqual(2 * 501);
  });
});
