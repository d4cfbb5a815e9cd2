/** The rules of rows that the contract `organisation` names in its policies. */
import { isHome, type Written } from './members/author.ts';
import type { CommentRow } from './comments/comment.ts';
import type { Context } from './context.ts';
import type { AttendanceRow } from './events/attendance.ts';
import type { EventRow } from './events/event.ts';
import { attendanceOf } from './events/guests.ts';
import type { MemberRow } from './members/member.ts';
import type { RowRules } from '../framework/access/access.ts';

export const COMMON_RULES: RowRules<Context> = {
  /** The member who asks. */
  'member:self': ({ _id }: MemberRow, { caller }) => _id === caller?.person,

  /** A member who once chose to be named in public. */
  'member:named': ({ named }: MemberRow) => named,

  /** Written by a member of this organisation who chose to be named. */
  'author:named': ({ person, named }: Written, { organisation }) =>
    named && isHome(person, organisation.id),

  /** The answer of whoever asks. */
  'attendance:self': ({ person }: AttendanceRow, { caller }) => person === caller?.person,

  /** An event that whoever asks has a place at. One that nobody can join online has no place to give there. */
  async 'event:place'(event: EventRow, context) {
    const { caller } = context;
    const attendance = caller && event.online ? await attendanceOf(caller, event, context) : null;
    return attendance?.status === 'GOING';
  },

  /** A comment that no moderator hid. */
  'comment:shown': ({ hidden }: CommentRow) => !hidden,
};
