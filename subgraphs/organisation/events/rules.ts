/** Who may see what of events, and of answers to them. */
import type { RowRules } from '../../framework/row-rules.ts';
import type { AttendanceRow } from './attendance.ts';
import type { Context } from './context.ts';
import type { EventRow } from './event.ts';
import { attendanceOf } from './guests.ts';

export const rules: RowRules<Context> = {
  'attendance:self': {
    who: 'the guest themselves',
    holds: ({ person }: AttendanceRow, { caller }) => person === caller?.person,
  },

  'event:place': {
    who: 'guests who have a place at an event that can be joined online',
    async holds(event: EventRow, context) {
      const { caller } = context;
      // An event that nobody can join online has no place to give there.
      const attendance = caller && event.online ? await attendanceOf(caller, event, context) : null;
      return attendance?.status === 'GOING';
    },
  },
};
