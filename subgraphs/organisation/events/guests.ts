/** Who comes to an event, for one request. */
import type { Caller } from '../../../identity/caller.ts';
import type { Context } from './context.ts';
import { type AttendanceRow, attendancesOf } from './attendance.ts';
import type { EventRow } from './event.ts';

type Loading = Pick<Context, 'load'>;

/** Every guest of an event with where they stand. */
export async function guestsOf({ _id }: EventRow, { load }: Loading): Promise<AttendanceRow[]> {
  const roster = await load.roster.load(_id);
  return roster ? attendancesOf(roster) : [];
}

/** The answer of one person to an event; null before they have answered. */
export async function attendanceOf(
  { person }: Caller,
  event: EventRow,
  context: Loading,
): Promise<AttendanceRow | null> {
  const guests = await guestsOf(event, context);
  return guests.find((guest) => guest.person === person) ?? null;
}
