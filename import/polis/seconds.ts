/** Older exports tell moments in milliseconds, newer ones of the same conversation in whole seconds. */

const SECOND_MS = 1000;

/** A moment as a newer export tells it: its milliseconds are cut off. */
export const toTheSecond = (moment: Date): Date =>
  new Date(Math.floor(moment.getTime() / SECOND_MS) * SECOND_MS);

/** Whether two exports may mean the same moment. */
export const isSameSecond = (one: Date, other: Date): boolean =>
  toTheSecond(one).getTime() === toTheSecond(other).getTime();
