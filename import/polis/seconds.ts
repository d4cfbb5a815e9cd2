/** Older exports have times in milliseconds; newer exports of the same conversation have them in whole seconds. */

const SECOND_MS = 1000;

/** A time as a newer export has it: without its milliseconds. */
export const toTheSecond = (moment: Date): Date =>
  new Date(Math.floor(moment.getTime() / SECOND_MS) * SECOND_MS);

/** Whether two times may be the same in two exports. */
export const isSameSecond = (one: Date, other: Date): boolean =>
  toTheSecond(one).getTime() === toTheSecond(other).getTime();
