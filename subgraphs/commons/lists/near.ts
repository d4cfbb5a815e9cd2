/** What is near a point: the condition of a filter, and the order. */
import type { Order } from '../cursor.ts';
import { badInput } from '../errors.ts';
import type { Filter } from '../filter.ts';
import { cellsAround, type Circle } from './cells.ts';
import { distanceFrom } from './distance.ts';

/** No circle is larger. */
const MOST_KM = 1_000;

/**
 * The row's place lies in a circle: the cells find it by the index, and the distance decides.
 * @throws BAD_USER_INPUT naming what is wrong with the circle
 */
export function within(argument: string, circle: Circle | null | undefined): Filter {
  if (!circle) return {};
  needDegrees(`${argument}.latitude`, circle.latitude, 90);
  needDegrees(`${argument}.longitude`, circle.longitude, 180);
  const { radiusKm } = circle;
  if (!(radiusKm > 0 && radiusKm <= MOST_KM))
    throw badInput(`${argument}.radiusKm`, 'a number above 0 and up to 1,000', radiusKm);
  return {
    cells: { $in: cellsAround(circle) },
    $expr: { $lte: [distanceFrom(circle), radiusKm] },
  };
}

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
