/** Who may see what of events, and of answers to them. */
import type { RowRules } from '../../framework/row-rules.ts';
import type { AttendanceRow } from './attendance.ts';
import type { Context } from './context.ts';
import type { EventRow } from './event.ts';
import { attendanceOf } from './guests.ts';

export const rules: RowRules<Context> = {
  /** The answer of whoever asks. */
  'attendance:self': ({ person }: AttendanceRow, { caller }) => person === caller?.person,

  /** An event that whoever asks has a place at. One that nobody can join online has no place to give there. */
  async 'event:place'(event: EventRow, context) {
    const { caller } = context;
    const attendance = caller && event.online ? await attendanceOf(caller, event, context) : null;
    return attendance?.status === 'GOING';
  },
};
