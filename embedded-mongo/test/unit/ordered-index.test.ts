/** An index gives an order as a sort in memory would. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { findDocs } from '../../src/commands/query.ts';
import { compileFilter } from '../../src/match/filter.ts';
import { Collection } from '../../src/store/collection.ts';
import type { Doc } from '../../src/values/document.ts';
import { sorted } from '../../src/values/sort.ts';
import { anOrderedCollection } from './ordered-collection.ts';

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

test('ids stay in order through any inserts and deletes after the order was first used', () => {
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

/** Collections take longer to fill than queries to answer, so each is asked several. */
const queries = fc.array(
  fc.record({ wanted: filter, order: sort, limit: fc.integer({ min: 1, max: 6 }) }),
  { minLength: 20, maxLength: 20 },
);

test('the first documents of a sort are those of a sort in memory', () => {
  fc.assert(
    fc.property(
      fc.array(anyRow, { maxLength: 15 }),
      fc.array(fc.nat(14), { maxLength: 4 }),
      queries,
      (docs, deleted, asked) => {
        const collection = anOrderedCollection(docs, deleted);
        const left = docs
          .map((one, _id): Doc => ({ _id, ...one }))
          .filter(({ _id }) => !deleted.includes(_id as number));
        const found = asked.map(({ wanted, order, limit }) =>
          findDocs(collection, { filter: wanted, scope: {}, sort: order, limit }),
        );
        const firstInMemory = asked.map(({ wanted, order, limit }) =>
          sorted(left.filter(compileFilter(wanted)), order).slice(0, limit),
        );
        expect(found).toEqual(firstInMemory);
      },
    ),
    { numRuns: 250 },
  );
});
