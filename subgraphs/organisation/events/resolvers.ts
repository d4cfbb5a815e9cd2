/** `Event`, `Attendance`, and what is done to them. */
import type {
  AttendanceResolvers,
  EventConnectionResolvers,
  EventResolvers,
  MutationResolvers,
  PlaceResolvers,
} from '../../../schema/generated/organisation.ts';
import { z } from 'zod';
import { needCaller } from '../../framework/access/need-caller.ts';
import { isHome } from '../members/author.ts';
import { done, notFound, refused } from '../../framework/errors.ts';
import { live } from '../../framework/lists/freshness.ts';
import { newId } from '../../framework/ids.ts';
import { checkInput, idOf } from '../../framework/input.ts';
import { cellsOf } from '../../framework/near/cells.ts';
import { COMMON_NODES } from '../common-nodes.ts';
import { referenceOf } from '../../framework/nodes.ts';
import { pageOfList } from '../../framework/lists/page.ts';
import { type EventRow, RSVP_ANSWERS, statusOf } from './event.ts';
import { eventCard, place } from './event-card.ts';
import { attendanceOf, guestsOf } from './guests.ts';
import { announcement } from './schedule-input.ts';

export const Event: EventResolvers = {
  __resolveReference: referenceOf('event', (id, { load }) => load.event.load(id)),
  ...eventCard,
  organisation: (_event, _args, { organisation }) => organisation,
  viewerAttendance: (event, _args, context) =>
    attendanceOf(needCaller(context.caller), event, context),
  attendees: async (event, args, context) =>
    pageOfList(await guestsOf(event, context), '_id', args),
};

export const EventConnection: EventConnectionResolvers = { freshness: live };

export const Place: PlaceResolvers = place;

export const Attendance: AttendanceResolvers = {
  __resolveReference: referenceOf('attendance', COMMON_NODES.attendance),
  id: ({ _id }) => _id,
  event: ({ event }, _args, { load }) => load.event.load(event),
  member: ({ person }, _args, { load, organisation }) =>
    isHome(person, organisation.id) ? load.member.load(person) : null,
};

const answering = z.object({ event: idOf('event'), answer: z.enum(RSVP_ANSWERS) });

export const eventMutations: MutationResolvers = {
  async scheduleEvent(_root, args, { organisation, tables }) {
    const given = checkInput(announcement, args.input);
    const now = new Date();
    const event: EventRow = {
      ...given,
      _id: newId(organisation.id, 'event'),
      organisation: organisation.id,
      area: given.place?.area ?? null,
      cells: cellsOf(given.place),
      online: given.onlineUrl !== null,
      status: 'SCHEDULED',
      rsvpCounts: { going: 0, maybe: 0, waitlisted: 0 },
      createdAt: now,
      updatedAt: now,
    };
    return { event: await tables.events.schedule(event), ...done };
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
    const answered = await context.tables.events.answer(event, caller.person, answer);
    context.load.event.clear(id).prime(id, answered);
    context.load.roster.clear(id).prime(id, answered);
    const attendance = await attendanceOf(caller, event, context);
    if (!attendance)
      return refused('EVENT_LIST_FULL', 'This event takes no more answers.', 'input.event');
    return { attendance, ...done };
  },
};
