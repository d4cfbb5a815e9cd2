/** Points on the globe and how far apart they are, by other formulas than the product's. */
import fc from 'fast-check';
import type { Circle } from '../../../subgraphs/framework/near/cells.ts';
import type { Point } from '../../../subgraphs/framework/near/distance.ts';

const RADIUS_KM = 6371.0088;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;
const degrees = (angle: number): number => (angle * 180) / Math.PI;

type Vector = readonly [number, number, number];

/** A point as a unit vector from the middle of the earth. */
const vectorOf = ({ latitude, longitude }: Point): Vector => [
  Math.cos(radians(latitude)) * Math.cos(radians(longitude)),
  Math.cos(radians(latitude)) * Math.sin(radians(longitude)),
  Math.sin(radians(latitude)),
];

/** The great-circle distance in kilometres, by the chord between the unit vectors. */
export function kmBetween(one: Point, other: Point): number {
  const [a, b] = [vectorOf(one), vectorOf(other)];
  const chord = Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
  return 2 * RADIUS_KM * Math.asin(Math.min(1, chord / 2));
}

/** Where one comes to who goes so many kilometres from a point in a direction, in degrees from north. */
export function destination({ latitude, longitude }: Point, km: number, bearing: number): Point {
  const [way, north, turn] = [km / RADIUS_KM, radians(latitude), radians(bearing)];
  const sine = Math.sin(north) * Math.cos(way) + Math.cos(north) * Math.sin(way) * Math.cos(turn);
  const reached = Math.asin(Math.max(-1, Math.min(1, sine)));
  const east = Math.atan2(
    Math.sin(turn) * Math.sin(way) * Math.cos(north),
    Math.cos(way) - Math.sin(north) * Math.sin(reached),
  );
  const unwrapped = longitude + degrees(east);
  return { latitude: degrees(reached), longitude: ((((unwrapped + 180) % 360) + 360) % 360) - 180 };
}

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });

/** Anywhere, and often where formulas break: the poles, the antimeridian, the edges of cells. */
export const anyPoint: fc.Arbitrary<Point> = fc.record({
  latitude: fc.oneof(
    between(-90, 90),
    fc.constantFrom(-90, 90, 0, 89.999, -89.999, 50, 51.5),
    between(88, 90),
    between(-90, -88),
  ),
  longitude: fc.oneof(
    between(-180, 180),
    fc.constantFrom(-180, 180, 0, 179.999, -179.999, 2.5, -0.1),
  ),
});

export const anyCircle: fc.Arbitrary<Circle> = fc
  .tuple(anyPoint, fc.oneof(between(0.001, 1_000), fc.constantFrom(0.001, 1, 10, 50, 300, 1_000)))
  .map(([point, radiusKm]) => ({ ...point, radiusKm }));

/** A circle, and a point that lies at some share of its radius from its middle: 1 is on its edge. */
export const circleAndPoint = (most: number) =>
  fc.tuple(anyCircle, between(0, most), between(0, 360)).map(([circle, share, bearing]) => ({
    circle,
    point: destination(circle, circle.radiusKm * share, bearing),
  }));
