/** A sorted list stays in order through any additions and removals. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { SortedEntries } from '../../src/store/sorted-entries.ts';

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
          // None twice: an index never holds the same entry twice.
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
