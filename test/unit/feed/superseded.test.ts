import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { superseded, type Standing } from '../../../subgraphs/feed/publish/log.ts';

const entry = (number: number, thing: string, version: number): Standing => {
  return { number, thing, version, gone: false };
};

test('an entry goes once a later one of the same thing is as new', () => {
  expect(superseded([entry(1, 'a', 1), entry(2, 'a', 2), entry(3, 'a', 2)], 3)).toEqual([2, 1]);
});

test('an entry stays while what came later is older: it was logged by one that slept', () => {
  expect(superseded([entry(1, 'a', 2), entry(2, 'a', 1)], 2)).toEqual([]);
});

test('an entry of another thing, and one whose number is not closed, stays', () => {
  expect(superseded([entry(1, 'a', 1), entry(2, 'b', 2)], 2)).toEqual([]);
  expect(superseded([entry(1, 'a', 1), entry(2, 'a', 2), entry(3, 'a', 3)], 1)).toEqual([1]);
});

test('the highest number stays, and so does the newest version of each thing', () => {
  const log = fc.array(
    fc.record({ thing: fc.constantFrom('a', 'b'), version: fc.integer({ min: 1, max: 4 }) }),
    { minLength: 1, maxLength: 12 },
  );
  fc.assert(
    fc.property(log, fc.nat(12), (given, closed) => {
      const entries = given.map(({ thing, version }, at) => entry(at + 1, thing, version));
      const dropped = new Set(superseded(entries, closed));
      const kept = entries.filter(({ number }) => !dropped.has(number));
      expect(kept.at(-1)).toEqual(entries.at(-1));
      const newest = (among: readonly Standing[], thing: string) =>
        Math.max(0, ...among.flatMap((one) => (one.thing === thing ? [one.version] : [])));
      for (const thing of ['a', 'b']) expect(newest(kept, thing)).toBe(newest(entries, thing));
      expect(Math.max(0, ...dropped)).toBeLessThanOrEqual(closed);
    }),
  );
});
