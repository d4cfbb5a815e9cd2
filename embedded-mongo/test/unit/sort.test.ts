/** The order of documents, as on a MongoDB server. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Doc } from '../../src/values/document.ts';
import { sorted } from '../../src/values/sort.ts';
import { decimal, ID, OTHER_ID, serialized } from './values.ts';

type Row = [fact: string, values: unknown[], spec: Doc, expected: unknown[]];

test.each<Row>([
  [
    'types are in their fixed order',
    ['s', 3, null, ID, true, new Date(1), [0], { x: 1 }],
    { a: 1 },
    [null, [0], 3, 's', { x: 1 }, ID, true, new Date(1)],
  ],
  ['ObjectIds descend', [ID, OTHER_ID], { a: -1 }, [OTHER_ID, ID]],
  ['equal values keep their order when descending', [2, 1, 2], { a: -1 }, [2, 2, 1]],
  ['an array ascends by its least element', [[5, 1], 2, [0, 9]], { a: 1 }, [[0, 9], [5, 1], 2]],
  [
    'an array descends by its greatest element',
    [[5, 1], 2, [0, 9]],
    { a: -1 },
    [[0, 9], [5, 1], 2],
  ],
  [
    'Decimals and numbers sort by value',
    [decimal('10'), 9, decimal('1.5')],
    { a: 1 },
    [decimal('1.5'), 9, decimal('10')],
  ],
  ['strings sort by code point', ['b', 'B', 'a'], { a: 1 }, ['B', 'a', 'b']],
  ['an empty array comes before null', [null, [], 1], { a: 1 }, [[], null, 1]],
])('%s', (_fact, values, spec, expected) => {
  const docs = values.map((a) => ({ a }));
  expect(serialized(sorted(docs, spec).map(({ a }) => a))).toBe(serialized(expected));
});

test('documents equal by every key keep their order when descending', () => {
  const docs = [1, 2, 3].map((n) => ({ k: 1, n }));
  expect(sorted(docs, { k: -1 }).map(({ n }) => n)).toEqual([1, 2, 3]);
});

test('a direction other than 1 or -1 is refused', () => {
  expect(() => sorted([{ a: 1 }], { a: 2 })).toThrow('must be 1 (for ascending) or -1');
});

test('a limited sort gives the start of the whole sort, with equal documents in the order of the input', () => {
  const rows = fc.array(fc.record({ a: fc.nat(4), b: fc.constantFrom('x', 'y') }), {
    maxLength: 30,
  });
  fc.assert(
    fc.property(rows, fc.nat(32), fc.constantFrom(1, -1), (given, most, direction) => {
      const docs = given.map((row, n) => ({ ...row, n }));
      const spec = { a: direction, b: 1 };
      expect(sorted(docs, spec, undefined, most)).toEqual(sorted(docs, spec).slice(0, most));
    }),
  );
});
