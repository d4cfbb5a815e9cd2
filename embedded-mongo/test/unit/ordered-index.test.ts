/** An index gives an order as a sort in memory would, and looks at few documents for it. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { findDocs } from '../../src/commands/query.ts';
import { compileFilter } from '../../src/match/filter.ts';
import { Collection, type Examined } from '../../src/store/collection.ts';
import { parseIndexSpec } from '../../src/store/index-spec.ts';
import { SortedEntries } from '../../src/store/sorted-entries.ts';
import type { Doc } from '../../src/values/document.ts';
import { sorted } from '../../src/values/sort.ts';

describe('sorted entries', () => {
  const steps = fc.array(
    fc.record({ adds: fc.boolean(), entry: fc.integer({ min: 0, max: 3_000 }) }),
    {
      minLength: 1_500,
      maxLength: 4_000,
      size: 'max',
    },
  );

  test('are in order after any additions and removals, and count and walk any range of them', () => {
    fc.assert(
      fc.property(steps, fc.nat(3_000), fc.nat(3_000), (given, low, high) => {
        const entries = new SortedEntries<number>((a, b) => a - b);
        const plain = new Set<number>();
        for (const { adds, entry } of given) {
          // Each once: an index holds an entry of a document once.
          if (adds && !plain.has(entry)) entries.add(entry);
          if (!adds) entries.remove(entry);
          if (adds) plain.add(entry);
          else plain.delete(entry);
        }
        const range = {
          from: entries.seek((entry) => entry < low),
          to: entries.seek((entry) => entry <= high),
        };
        const wanted = [...plain]
          .sort((a, b) => a - b)
          .filter((entry) => entry >= low && entry <= high);
        if (low <= high) {
          expect([...entries.walk(range)]).toEqual(wanted);
          expect([...entries.walk(range, true)]).toEqual(wanted.toReversed());
        }
        expect(entries.count(range)).toBe(wanted.length);
      }),
      { numRuns: 20, endOnFailure: true },
    );
  });
});

const INDEXES = [
  { name: 'a', key: { a: 1, _id: 1 } },
  { name: 'a_b', key: { a: 1, b: -1, _id: -1 } },
  { name: 'b', key: { b: -1, _id: -1 } },
  { name: 'list', key: { list: 1, d: 1, _id: 1 } },
  { name: 'partial', key: { c: 1, b: 1, _id: 1 }, partialFilterExpression: { live: true } },
  { name: 'sparse', key: { c: 1, _id: 1 }, sparse: true },
];

const scalar = fc.constantFrom<unknown>(null, 0, 1, 2, 3, 'x', 'y', true, new Date(5));
const anyRow = fc.record(
  {
    a: scalar,
    b: fc.oneof({ weight: 9, arbitrary: scalar }, fc.array(scalar, { maxLength: 2 })),
    c: scalar,
    d: scalar,
    live: fc.boolean(),
    list: fc.array(scalar, { maxLength: 3 }),
  },
  { requiredKeys: [] },
);
const bound = fc.constantFrom('$gt', '$gte', '$lt', '$lte');
const range = fc.oneof(
  fc.tuple(bound, scalar).map(([operator, value]) => ({ [operator]: value })),
  fc.tuple(scalar, scalar).map(([$gte, $lt]) => ({ $gte, $lt })),
);
const values = fc.array(scalar, { maxLength: 3 }).map(($in) => ({ $in }));
const condition = fc.oneof(scalar, values, range);
const simple = fc.record(
  { a: condition, b: condition, c: condition, live: fc.boolean(), list: condition },
  { requiredKeys: [] },
);
const filter = fc.oneof(
  simple,
  fc.tuple(simple, simple).map(($and) => ({ $and })),
);
const direction = fc.constantFrom<1 | -1>(1, -1);
const sort = fc
  .tuple(
    fc.subarray(['a', 'b', 'c', 'd', 'list']),
    fc.array(direction, { minLength: 6, maxLength: 6 }),
  )
  .map(([fields, directions]) =>
    Object.fromEntries([...fields, '_id'].map((field, at) => [field, directions[at]!])),
  );

function collectionOf(docs: readonly Doc[], gone: readonly number[] = []): Collection {
  const collection = new Collection('test.rows');
  for (const index of INDEXES) collection.createIndex(parseIndexSpec(index));
  const stored = docs.map((one, _id) => collection.insert({ _id, ...one }));
  for (const at of new Set(gone)) if (stored[at]) collection.delete(stored[at]);
  return collection;
}

test('ids are in order whatever comes and goes after their order was asked for', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(30), { maxLength: 40 }), (steps) => {
      const collection = new Collection('test.rows');
      const there = new Map<number, Doc>();
      for (const _id of steps) {
        const old = there.get(_id);
        if (old) collection.delete(old);
        if (old) there.delete(_id);
        else there.set(_id, collection.insert({ _id }));
        const query = { filter: { _id: { $gte: 5 } }, scope: {}, sort: { _id: -1 }, limit: 3 };
        expect(findDocs(collection, query).map((doc) => doc['_id'])).toEqual(
          [...there.keys()]
            .filter((id) => id >= 5)
            .sort((a, b) => b - a)
            .slice(0, 3),
        );
      }
    }),
  );
});

test('the first documents of a sort are those of a sort in memory', () => {
  fc.assert(
    fc.property(
      fc.array(anyRow, { maxLength: 15 }),
      fc.array(fc.nat(14), { maxLength: 4 }),
      filter,
      sort,
      fc.integer({ min: 1, max: 6 }),
      (docs, gone, wanted, order, limit) => {
        const collection = collectionOf(docs, gone);
        const left = docs
          .map((one, _id): Doc => ({ _id, ...one }))
          .filter(({ _id }) => !gone.includes(_id as number));
        const matching = left.filter(compileFilter(wanted));
        expect(findDocs(collection, { filter: wanted, scope: {}, sort: order, limit })).toEqual(
          sorted(matching, order).slice(0, limit),
        );
      },
    ),
    { numRuns: 5_000 },
  );
});

describe('a page of a sort', () => {
  const docs = Array.from({ length: 5_000 }, (_, at) => ({
    a: at % 10,
    b: (at * 7) % 5_000,
    d: (at * 7) % 5_000,
    c: at,
    list: [at % 4, 4 + (at % 3)],
  }));
  const collection = collectionOf(docs);
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
  ])('%s looks at no more than it says', (_what, wanted, order, index, documents) => {
    const cost = page(wanted, order);
    expect(cost.index).toBe(index);
    expect(cost.documents).toBeLessThanOrEqual(documents);
  });

  test('of so few that the order would be the longer way is sorted in memory', () => {
    const wanted = { list: 1, c: { $lt: 500 }, a: { $in: [1, 3, 5, 7, 9] } };
    const { documents } = page(wanted, down);
    expect(documents).toBeLessThanOrEqual(2 * 501);
  });
});
