/** An index makes queries faster, and changes nothing else. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compileFilter } from '../../src/match/filter.ts';
import { Collection } from '../../src/store/collection.ts';
import { parseIndexSpec } from '../../src/store/index-spec.ts';
import type { Doc } from '../../src/values/document.ts';
import { keyOf } from '../../src/values/keys.ts';

const INDEXES = [
  { name: 'a', key: { a: 1 } },
  { name: 'a_b', key: { a: 1, b: 1 } },
  { name: 'b_sparse', key: { b: 1 }, sparse: true },
  { name: 'c_partial', key: { c: 1 }, partialFilterExpression: { live: true } },
  { name: 'list', key: { 'list.x': 1 } },
];

const scalar = fc.constantFrom<unknown>(null, 0, 1, 2, 'x', true);
const list = fc.array(fc.record({ x: scalar, y: scalar }, { requiredKeys: [] }), { maxLength: 3 });
const fields = fc.record(
  {
    a: fc.oneof(scalar, fc.array(scalar, { maxLength: 2 })),
    b: scalar,
    c: scalar,
    live: fc.boolean(),
    list,
  },
  { requiredKeys: [] },
);
const condition = fc.oneof(
  scalar,
  scalar.map(($eq) => ({ $eq })),
  fc.array(scalar, { maxLength: 3 }).map(($in) => ({ $in })),
  fc.array(scalar, { minLength: 1, maxLength: 2 }).map(($all) => ({ $all })),
  scalar.map(($ne) => ({ $ne })),
  fc.constantFrom({ $gte: 1 }, { $exists: true }, { $exists: false }),
);
const simple = fc.record(
  {
    a: condition,
    b: condition,
    c: condition,
    live: fc.constantFrom<unknown>(true, false, { $eq: true }),
    'list.x': condition,
    list: fc
      .record({ x: scalar, y: scalar }, { requiredKeys: [] })
      .map(($elemMatch) => ({ $elemMatch })),
  },
  { requiredKeys: [] },
);
const filter = fc.oneof(
  simple,
  fc.array(simple, { minLength: 1, maxLength: 2 }).map(($or) => ({ $or })),
  fc.tuple(simple, simple).map(($and) => ({ $and })),
);

type Write = { kind: 'replace' | 'delete'; at: number; fields: Doc };
const write: fc.Arbitrary<Write> = fc.record({
  kind: fc.constantFrom('replace', 'delete'),
  at: fc.nat(9),
  fields,
});

function collectionOf(docs: Doc[], writes: Write[]): { collection: Collection; left: Doc[] } {
  const collection = new Collection('test.rows');
  for (const index of INDEXES) collection.createIndex(parseIndexSpec(index));
  const byId = new Map(docs.map((doc, _id) => [_id, collection.insert({ _id, ...doc })]));
  for (const { kind, at, fields: next } of writes) {
    const old = byId.get(at);
    if (!old) continue;
    if (kind === 'delete') collection.delete(old);
    else collection.replace(old, { _id: at, ...next });
    if (kind === 'delete') byId.delete(at);
    else byId.set(at, { _id: at, ...next });
  }
  return { collection, left: [...byId.values()] };
}

const sortedKeys = (docs: Iterable<Doc>): string[] => [...docs].map(keyOf).sort();

test('what is found is what a scan finds, after any writes', () => {
  fc.assert(
    fc.property(
      fc.array(fields, { maxLength: 10 }),
      fc.array(write, { maxLength: 6 }),
      // A collection takes longer to fill than a query to answer, so each is asked several.
      fc.array(filter, { minLength: 5, maxLength: 5 }),
      (docs, writes, asked) => {
        const { collection, left } = collectionOf(docs, writes);
        const found = asked.map((wanted) => sortedKeys(collection.match(wanted)));
        const scanned = asked.map((wanted) => sortedKeys(left.filter(compileFilter(wanted))));
        expect(found).toEqual(scanned);
      },
    ),
    { numRuns: 400 },
  );
});

describe('a query', () => {
  const rows = Array.from({ length: 100 }, (_, i) => ({
    a: i % 10,
    b: i % 3,
    c: i,
    live: i % 2 === 0,
    list: [{ x: i }],
  }));
  const { collection } = collectionOf(rows, []);
  test.each<[string, Doc, string, number]>([
    ['one field of an index', { a: 1 }, 'IXSCAN', 10],
    ['both fields of an index', { a: 1, b: 1 }, 'IXSCAN', 4],
    ['several values', { a: { $in: [1, 2] } }, 'IXSCAN', 20],
    ['an _id', { _id: 5, a: 1 }, 'IXSCAN', 1],
    ['a field of an array', { 'list.x': 7 }, 'IXSCAN', 1],
    ['an element of an array', { list: { $elemMatch: { x: 7 } } }, 'IXSCAN', 1],
    ['a partial index, by its filter', { c: 4, live: true }, 'IXSCAN', 1],
    ['branches that each have an index', { $or: [{ a: 1 }, { 'list.x': 7 }] }, 'OR', 11],
    ['a partial index, without its filter', { c: 4 }, 'COLLSCAN', 100],
    ['null in a sparse index', { b: null }, 'COLLSCAN', 100],
    ['a range', { a: { $gt: 8 } }, 'IXSCAN', 20],
    ['a value and a range after it', { a: 8, b: { $gte: 1, $lt: 2 } }, 'IXSCAN', 7],
    ['a range of a field without an index', { live: { $gt: 8 } }, 'COLLSCAN', 100],
    ['a branch without an index', { $or: [{ a: 1 }, { c: 4 }] }, 'COLLSCAN', 100],
  ])('on %s examines only as many documents as it must', (_what, wanted, stage, documents) => {
    const examined = { documents: 0 };
    Array.from(collection.match(wanted, {}, examined));
    expect(collection.plan(wanted).stage).toBe(stage);
    expect(examined.documents).toBe(documents);
  });
});

describe('a write that an index refuses', () => {
  const unique = () => {
    const collection = new Collection('test.rows');
    collection.createIndex(parseIndexSpec({ name: 'x', key: { x: 1 } }));
    collection.createIndex(parseIndexSpec({ name: 'u', key: { u: 1 }, unique: true }));
    collection.createIndex(parseIndexSpec({ name: 'p_q', key: { p: 1, q: 1 } }));
    return collection;
  };
  const arrays = { p: [1, 2], q: [1, 2] };

  test('leaves nothing behind when it was an insert', () => {
    const collection = unique();
    collection.insert({ _id: 1, u: 1 });
    expect(() => collection.insert({ _id: 2, u: 1, x: 5 })).toThrow('E11000');
    expect(() => collection.insert({ _id: 2, u: 2, x: 5, ...arrays })).toThrow('parallel arrays');
    expect([...collection.match({ x: 5 })]).toEqual([]);
    collection.insert({ _id: 2, u: 2 });
    expect(collection.size).toBe(2);
  });

  test('leaves the old version in every index when it was a replacement', () => {
    const collection = unique();
    const [, second = {}] = [
      { _id: 1, u: 1 },
      { _id: 2, u: 2, x: 7 },
    ].map((doc) => collection.insert(doc));
    expect(() => collection.replace(second, { _id: 2, u: 1, x: 8 })).toThrow('E11000');
    expect(() => collection.replace(second, { _id: 2, u: 3, x: 8, ...arrays })).toThrow(
      'parallel arrays',
    );
    expect([...collection.match({ x: 7 })]).toEqual([second]);
    expect([...collection.match({ u: 2 })]).toEqual([second]);
    expect([...collection.match({ u: 3 })]).toEqual([]);
  });

  test('makes no index when there are duplicates already', () => {
    const collection = new Collection('test.rows');
    for (const _id of [1, 2]) collection.insert({ _id, u: 1 });
    expect(() =>
      collection.createIndex(parseIndexSpec({ name: 'u', key: { u: 1 }, unique: true })),
    ).toThrow('E11000');
    expect(collection.indexes.count).toBe(1);
  });
});
