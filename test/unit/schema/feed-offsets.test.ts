import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { formatOffsets, parseOffsets } from '../../../schema/feed-offsets.ts';

const organisation = fc.constantFrom('labour', 'unite', 'movement-for-change', 'a-1');
const offset = fc.option(fc.nat({ max: 999_999_999_999_999 }));

test('offsets that are written to a header are read as they were', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(organisation, offset), { minLength: 1 }), (pairs) => {
      const offsets = new Map(pairs);
      const parsed = parseOffsets(formatOffsets(offsets));
      expect([...(parsed ?? [])]).toEqual([...offsets]);
    }),
  );
});

test('offsets have the form in headers that the contracts promise', () => {
  const offsets = new Map<string, number | null>([
    ['labour', 12],
    ['unite', null],
  ]);
  expect(formatOffsets(offsets)).toBe('labour=12,unite=?');
});
