import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { chanceOf } from '../../../../development/sample/chance.ts';

describe('chance', () => {
  test('the same seed draws the same', () => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        const [one, other] = [chanceOf(seed), chanceOf(seed)];
        const draws = () => [1, 2, 3].map(() => [one.fraction(), other.fraction()]);
        for (const [first, second] of draws()) expect(first).toBe(second);
      }),
    );
  });

  test('whole numbers stay within their ends', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.integer({ min: -50, max: 50 }),
        fc.nat(100),
        (seed, from, span) => {
          const drawn = chanceOf(seed).integer(from, from + span);
          expect(Number.isInteger(drawn) && drawn >= from && drawn <= from + span).toBe(true);
        },
      ),
    );
  });

  test('some of a list are of the list, and none twice', () => {
    fc.assert(
      fc.property(fc.string(), fc.uniqueArray(fc.nat()), fc.nat(30), (seed, list, count) => {
        const drawn = chanceOf(seed).some(list, count);
        expect(drawn).toHaveLength(Math.min(count, list.length));
        expect(new Set(drawn).size).toBe(drawn.length);
        expect(drawn.every((one) => list.includes(one))).toBe(true);
      }),
    );
  });

  test('what weighs more is drawn more often, and what weighs nothing never', () => {
    const chance = chanceOf('weights');
    const drawn = Array.from({ length: 1000 }, () => chance.weigh({ heavy: 9, light: 1, none: 0 }));
    const heavy = drawn.filter((name) => name === 'heavy').length;
    expect(heavy).toBeGreaterThan(850);
    expect(heavy).toBeLessThan(950);
    expect(drawn).not.toContain('none');
  });

  test('nothing can be drawn from nothing', () => {
    expect(() => chanceOf('').pick([])).toThrow('Expected a list to pick from, but got none.');
    expect(() => chanceOf('').weigh({})).toThrow('Expected weights to draw by, but got none.');
  });
});
