import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { boxAround, cellsAround, cellsOf } from '../../../subgraphs/framework/near/cells.ts';
import { anyCircle, anyPoint, circleAndPoint, kmBetween } from './globe.ts';

const meet = (one: readonly string[], other: readonly string[]): boolean =>
  one.some((cell) => other.includes(cell));

describe('the cells of a circle', () => {
  test('hold every point in it, at the poles and across the antimeridian too', () => {
    fc.assert(
      fc.property(circleAndPoint(1), ({ circle, point }) => {
        fc.pre(kmBetween(circle, point) <= circle.radiusKm);
        return meet(cellsAround(circle), cellsOf(point));
      }),
      { numRuns: 5_000 },
    );
  });

  test('are few, of one level, and none twice', () => {
    fc.assert(
      fc.property(anyCircle, (circle) => {
        const cells = cellsAround(circle);
        const levels = new Set(cells.map((cell) => cell.split('/')[0]));
        const areDistinct = new Set(cells).size === cells.length;
        return cells.length > 0 && cells.length <= 36 && areDistinct && levels.size === 1;
      }),
      { numRuns: 2_000 },
    );
  });

  test('hold no point that is far from it', () => {
    fc.assert(
      fc.property(anyCircle, anyPoint, (circle, point) => {
        fc.pre(Math.abs(circle.latitude) < 80);
        fc.pre(kmBetween(circle, point) > 30 * circle.radiusKm + 100);
        return !meet(cellsAround(circle), cellsOf(point));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('the box of a circle', () => {
  const lies = (value: number, bounds: [number, number] | null): boolean =>
    !bounds || (value >= bounds[0] && value <= bounds[1]);

  test('holds every point in it, at the poles and across the antimeridian too', () => {
    fc.assert(
      fc.property(circleAndPoint(1), ({ circle, point }) => {
        fc.pre(kmBetween(circle, point) <= circle.radiusKm);
        const { latitude, longitude } = boxAround(circle);
        return lies(point.latitude, latitude) && lies(point.longitude, longitude);
      }),
      { numRuns: 5_000 },
    );
  });

  test('is hardly larger than it, away from the poles', () => {
    const { latitude, longitude } = boxAround({ latitude: 0, longitude: 10, radiusKm: 111.195 });
    for (const [middle, bounds] of [[0, latitude] as const, [10, longitude] as const])
      for (const [at, bound] of bounds!.entries())
        expect(bound).toBeCloseTo(middle + (at === 0 ? -1 : 1), 3);
    expect(boxAround({ latitude: 0, longitude: -179.5, radiusKm: 100 }).longitude).toBeNull();
  });
});

describe('a place', () => {
  test('stands in one cell of each level, the same for both names of the antimeridian', () => {
    fc.assert(
      fc.property(anyPoint, (point) => {
        const levels = cellsOf(point).map((cell) => cell.split('/')[0]);
        expect(levels).toEqual(['0.1', '0.5', '2.5', '10', '30']);
      }),
    );
    expect(cellsOf({ latitude: 10, longitude: 180 })).toEqual(
      cellsOf({ latitude: 10, longitude: -180 }),
    );
  });

  test.each([null, { latitude: null, longitude: null }])(
    'of which nobody knows where it is stands in none: %j',
    (place) => {
      expect(cellsOf(place)).toEqual([]);
    },
  );
});
