/** `Event`, `Attendance`, the lists of them, and what is done to them. */
import { z } from 'zod';
import type {
  AttendanceResolvers,
  EventResolvers,
  MemberResolvers,
  MutationResolvers,
  OrganisationResolvers,
} from '../../../schema/generated/organisation.ts';
import { needCaller } from '../../framework/access/need-caller.ts';
import { done, notFound, refused } from '../../framework/errors.ts';
import { checkInput, idOf } from '../../framework/input.ts';
import { pageOfList } from '../../framework/lists/page.ts';
import { isHome } from '../members/author.ts';
import type { Context } from './context.ts';
import { statusOf } from './event.ts';
import { list } from './event-list.ts';
import { attendanceOf, guestsOf } from './guests.ts';
import { announcement } from './schedule-input.ts';
import { RsvpAnswer } from '../../../schema/generated/enums.ts';

const Event: EventResolvers<Context> = {
  ...list.shows,
  viewerAttendance: (event, _args, context) =>
    attendanceOf(needCaller(context.caller), event, context),
  attendees: async (event, args, context) =>
    pageOfList(await guestsOf(event, context), '_id', args),
};

const Organisation: OrganisationResolvers<Context> = {
  events: (_organisation, args, { tables, readOnce, owners }) =>
    readOnce('events', args, () => tables.events.list(args, { owners })),
};

const Attendance: AttendanceResolvers<Context> = {
  event: ({ event }, _args, { load }) => load.event.load(event),
  member: ({ person }, _args, { load, organisation }) =>
    isHome(person, organisation.id) ? load.member.load(person) : null,
};

const Member: MemberResolvers<Context> = {
  attendances: ({ _id }, args, { tables, readOnce }) =>
    readOnce('Member.attendances', [_id, args], () => tables.attendances.by(_id, args)),
};

const answering = z.object({ event: idOf('event'), answer: z.enum(RsvpAnswer) });

const Mutation: MutationResolvers<Context> = {
  async scheduleEvent(_root, args, { tables, newId }) {
    const announced = checkInput(announcement, args.input);
    return { event: await tables.events.schedule(newId('event'), announced), ...done };
  },

  async rsvp(_root, args, context) {
    const caller = needCaller(context.caller);
    const { event: id, answer } = checkInput(answering, args.input);
    const event = await context.load.event.load(id);
    if (!event) throw notFound('input.event', 'event', id);
    const status = statusOf(event);
    if (status === 'DONE') return refused('EVENT_OVER', 'This event is over.', 'input.event');
    if (status === 'CANCELLED')
      return refused('EVENT_CANCELLED', 'This event will not take place.', 'input.event');
    const answered = await context.tables.attendances.answer(event, caller.person, answer);
    context.load.event.clear(id).prime(id, answered);
    context.load.roster.clear(id).prime(id, answered);
    const attendance = await attendanceOf(caller, event, context);
    if (!attendance)
      return refused('EVENT_LIST_FULL', 'This event takes no more answers.', 'input.event');
    return { attendance, ...done };
  },
};

export const resolvers = { Event, ...list.parts, Organisation, Attendance, Member, Mutation };
