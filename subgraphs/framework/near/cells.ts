/**
 * Cells of the earth, so that what is near can be looked up in a plain index. A place stands in one cell of each
 * level; a circle is covered by a few cells of the level whose cells are as small as may be. Cells are squares in
 * degrees: at the poles they are slivers, and a circle there is covered by the whole ring, which stays few.
 */
import { KM_PER_DEGREE, type Point, radians } from './distance.ts';

/** A point, and how far from it in kilometres. */
export interface Circle extends Point {
  radiusKm: number;
}

/** The sides of cells in degrees, finest first; each divides the circle. */
const SIDES = [0.1, 0.5, 2.5, 10, 30] as const;

/** No circle is covered by more cells: each is a range of the index that is read side by side with the others. */
const MOST_CELLS = 36;

/** Room for what rounding does to the edge of a circle, in degrees: a few centimetres. */
const ROUNDING = 1e-6;

/**
 * The cells that a place stands in, one of each level; none when it has no coordinates.
 * @example cellsOf({ latitude: 53.8, longitude: -1.55 }) // one cell of each level
 */
export function cellsOf(
  place: { latitude: number | null; longitude: number | null } | null,
): string[] {
  const { latitude, longitude } = place ?? {};
  if (latitude == null || longitude == null) return [];
  return SIDES.map((side) => cell(side, rowOf(side, latitude), columnOf(side, longitude)));
}

/** Cells of one level that cover a circle, none twice. */
export function cellsAround(circle: Circle): string[] {
  for (const side of SIDES) {
    const rows = rowsOf(side, circle);
    const columns = columnsOf(side, circle);
    if (rows.length * columns.length <= MOST_CELLS)
      return rows.flatMap((row) => columns.map((column) => cell(side, row, column)));
  }
  throw new RangeError(`Expected a circle of at most 1,000 km, but got ${circle.radiusKm}.`);
}

/** The degrees between which a circle lies; those of longitude only where it reaches no pole and no antimeridian. */
export function boxAround(
  circle: Circle,
): Record<'latitude' | 'longitude', [number, number] | null> {
  const { latitude, longitude, radiusKm } = circle;
  const up = radiusKm / KM_PER_DEGREE + ROUNDING;
  const aside = reachInLongitude(latitude, radiusKm);
  const isUnbroken = Math.abs(longitude) + aside < 180;
  return {
    latitude: [latitude - up, latitude + up],
    longitude: isUnbroken ? [longitude - aside, longitude + aside] : null,
  };
}

const cell = (side: number, row: number, column: number): string => `${side}/${row}/${column}`;

/** Rows from the south pole, which is in the first, to the north pole, which is in the last. */
const rowOf = (side: number, latitude: number): number =>
  Math.min(Math.floor((latitude + 90) / side), lastRow(side));
const lastRow = (side: number): number => Math.round(180 / side) - 1;

/** Columns eastwards from the antimeridian, where the last meets the first. */
function columnOf(side: number, longitude: number): number {
  const columns = Math.round(360 / side);
  return ((Math.floor((longitude + 180) / side) % columns) + columns) % columns;
}

function rowsOf(side: number, { latitude, radiusKm }: Circle): number[] {
  const reach = radiusKm / KM_PER_DEGREE + ROUNDING;
  return integersFrom(
    rowOf(side, Math.max(-90, latitude - reach)),
    rowOf(side, Math.min(90, latitude + reach)),
  );
}

function columnsOf(side: number, { latitude, longitude, radiusKm }: Circle): number[] {
  const columns = Math.round(360 / side);
  const reach = reachInLongitude(latitude, radiusKm);
  if (reach + side >= 180) return integersFrom(0, columns - 1);
  const first = Math.floor((longitude - reach + 180) / side);
  const last = Math.floor((longitude + reach + 180) / side);
  return integersFrom(first, last).map((column) => ((column % columns) + columns) % columns);
}

/**
 * How many degrees of longitude a circle reaches to either side; 180 where a pole is in it.
 * Source: J. P. Matuschek, "Finding Points Within a Distance of a Latitude/Longitude Using Bounding Coordinates".
 */
function reachInLongitude(latitude: number, radiusKm: number): number {
  const reach = radiusKm / KM_PER_DEGREE + ROUNDING;
  if (Math.abs(latitude) + reach >= 90) return 180;
  const sine = Math.sin(radians(reach)) / Math.cos(radians(latitude));
  return (Math.asin(Math.min(1, sine)) * 180) / Math.PI + ROUNDING;
}

const integersFrom = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, at) => first + at);
