import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { type LogHeader, superseded } from '../../../subgraphs/feed/publish/log.ts';

const header = (offset: number, thing: string, version: number): LogHeader => {
  return { offset, thing, version, tombstone: false };
};

test('an entry is superseded by a later one of the same thing that is as new or newer', () => {
  expect(superseded([header(1, 'a', 1), header(2, 'a', 2), header(3, 'a', 2)], 3)).toEqual([2, 1]);
});

test('an entry stays when the later one is older, as a paused process may have logged it', () => {
  expect(superseded([header(1, 'a', 2), header(2, 'a', 1)], 2)).toEqual([]);
});

test('an entry of another thing stays, and so does one whose offset is not closed', () => {
  expect(superseded([header(1, 'a', 1), header(2, 'b', 2)], 2)).toEqual([]);
  expect(superseded([header(1, 'a', 1), header(2, 'a', 2), header(3, 'a', 3)], 1)).toEqual([1]);
});

test('the highest offset stays, and so does the newest version of each thing', () => {
  const log = fc.array(
    fc.record({ thing: fc.constantFrom('a', 'b'), version: fc.integer({ min: 1, max: 4 }) }),
    { minLength: 1, maxLength: 12 },
  );
  fc.assert(
    fc.property(log, fc.nat(12), (given, closed) => {
      const headers = given.map(({ thing, version }, at) => header(at + 1, thing, version));
      const dropped = new Set(superseded(headers, closed));
      const kept = headers.filter(({ offset }) => !dropped.has(offset));
      expect(kept.at(-1)).toEqual(headers.at(-1));
      const newest = (among: readonly LogHeader[], thing: string) =>
        Math.max(0, ...among.flatMap((one) => (one.thing === thing ? [one.version] : [])));
      for (const thing of ['a', 'b']) expect(newest(kept, thing)).toBe(newest(headers, thing));
      expect(Math.max(0, ...dropped)).toBeLessThanOrEqual(closed);
    }),
  );
});
