/** What is near a point: the condition of a filter, and the order. */
import type { Order } from './cursor.ts';
import { badInput } from '../errors.ts';
import type { Filter } from './filter.ts';
import { boxAround, cellsAround, type Circle } from '../near/cells.ts';
import { distanceFrom, isWithin } from '../near/distance.ts';

/** No circle is larger. */
export const MOST_KM = 1_000;

/**
 * The row's place lies in a circle: the cells find it by the index, plain bounds leave out most of what is beside the
 * circle, and the distance, which costs the most to compute, decides.
 * @throws BAD_USER_INPUT naming what is wrong with the circle
 * @example nearCircle('filter.near', { latitude: 53.8, longitude: -1.55, radiusKm: 10 })
 */
export function nearCircle(argument: string, circle: Circle | null | undefined): Filter {
  if (!circle) return {};
  needDegrees(`${argument}.latitude`, circle.latitude, 90);
  needDegrees(`${argument}.longitude`, circle.longitude, 180);
  const { radiusKm } = circle;
  if (!(radiusKm > 0 && radiusKm <= MOST_KM))
    throw badInput(
      `${argument}.radiusKm`,
      `a number above 0 and up to ${MOST_KM.toLocaleString('en')}`,
      radiusKm,
    );
  const { latitude, longitude } = boxAround(circle);
  return {
    cells: { $in: cellsAround(circle) },
    ...between('place.latitude', latitude),
    ...between('place.longitude', longitude),
    $expr: isWithin(radiusKm, circle),
  };
}

const between = (field: string, bounds: [least: number, most: number] | null): Filter =>
  bounds ? { [field]: { $gte: bounds[0], $lte: bounds[1] } } : {};

function needDegrees(argument: string, value: number, most: number): void {
  if (!(Math.abs(value) <= most))
    throw badInput(argument, `a number from -${most} to ${most}`, value);
}

/** Nearest to a point first. Its cursors are good for that point alone. */
export const nearestTo = ({ latitude, longitude }: Circle): Order => ({
  name: `nearest/${latitude}/${longitude}`,
  computed: { distance: distanceFrom({ latitude, longitude }) },
  keys: [
    { field: 'distance', direction: 1, as: 'number' },
    { field: '_id', direction: 1, as: 'text' },
  ],
});
