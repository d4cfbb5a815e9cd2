/** When things happen in the sample: on fixed days of 2026 in the past, and counted from today ahead. */
import type { Chance } from './chance.ts';

export const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

/** The first and the last day on which something was put on record. */
const OPENED = Date.UTC(2026, 0, 5);
const LAST_DAY = Date.UTC(2026, 9, 31);

/** Votes and comments reach a little further than the ideas that they are about. */
const CLOSED = Date.UTC(2026, 10, 15);

export const daysAfter = (moment: Date, days: number): Date =>
  new Date(moment.getTime() + days * DAY);

/** A waking hour of a day from 5 January to 31 October 2026, or from a later first day on. */
export function someMoment(chance: Chance, first = OPENED): Date {
  const day = first + chance.integer(0, (LAST_DAY - first) / DAY) * DAY;
  return new Date(day + 7 * HOUR + chance.integer(0, 15 * 60 - 1) * 60_000);
}

/** The first of September, when the diary of the autumn begins to fill. */
export const AUTUMN = Date.UTC(2026, 8, 1);

/** A moment in the weeks after another: mostly soon, and never after the middle of November 2026. */
export function soonAfter(chance: Chance, moment: Date, days = 60): Date {
  const room = Math.min(days * DAY, CLOSED - moment.getTime());
  return new Date(moment.getTime() + Math.floor(chance.fraction() ** 2 * room));
}

/** The hour at which polls and reviews close. */
export const CLOSING_HOUR = 18;

/** Midnight UTC of a moment's day. */
const startOfDay = (moment: Date): Date => new Date(Math.floor(moment.getTime() / DAY) * DAY);

/** An hour by the clocks of London (18.5 is half past six in the evening), some days after a moment's day. */
export function inLondon(now: Date, inDays: number, hour: number): Date {
  const asIfUtc = new Date(startOfDay(now).getTime() + inDays * DAY + hour * HOUR);
  return new Date(asIfUtc.getTime() - londonOffset(asIfUtc));
}

const LONDON = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  timeZoneName: 'longOffset',
});

/** How far the clocks of London are ahead of UTC, in milliseconds. */
function londonOffset(moment: Date): number {
  const name = LONDON.formatToParts(moment).find(({ type }) => type === 'timeZoneName')?.value;
  const hours = /^GMT\+(\d\d):00$/.exec(name ?? '')?.[1];
  return Number(hours ?? 0) * HOUR;
}
