import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { positionsIn, positionsText } from '../../../schema/feed-positions.ts';

const owner = fc.constantFrom('labour', 'unite', 'movement-for-change', 'a-1');
const position = fc.option(fc.nat({ max: 999_999_999_999_999 }));

test('positions that are written are read as they were', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(owner, position), { minLength: 1 }), (pairs) => {
      const positions = new Map(pairs);
      const read = positionsIn(positionsText(positions));
      expect([...(read ?? [])]).toEqual([...positions]);
    }),
  );
});

test('positions stand in headers as the contracts say', () => {
  const positions = new Map<string, number | null>([
    ['labour', 12],
    ['unite', null],
  ]);
  expect(positionsText(positions)).toBe('labour=12,unite=?');
});
