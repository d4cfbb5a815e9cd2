/** `Event`, `Attendance`, and what is done to them. */
import type {
  AttendanceResolvers,
  EventConnectionResolvers,
  EventResolvers,
  MutationResolvers,
  PlaceResolvers,
} from '../../../schema/generated/organisation.ts';
import { z } from 'zod';
import { isHome, signedIn, staffOf, staffs } from '../access.ts';
import type { Context } from '../context.ts';
import { done, notFound, refused } from '../errors.ts';
import { live } from '../freshness.ts';
import { newId } from '../ids.ts';
import { checkInput, idOf } from '../input.ts';
import { COMMON_NODES, referenceOf } from '../nodes.ts';
import { pageOfList } from '../page.ts';
import { type AttendanceRow, attendancesOf } from './attendance.ts';
import { type EventRow, RSVP_ANSWERS, statusOf } from './event.ts';
import { eventCard, place } from './event-card.ts';
import { announcement } from './schedule-input.ts';

const attendanceOfCaller = (event: EventRow, { caller }: Context): AttendanceRow | null =>
  attendancesOf(event).find(({ person }) => person === caller?.person) ?? null;

export const Event: EventResolvers = {
  __resolveReference: referenceOf('event', (id, { load }) => load.event.load(id)),
  ...eventCard,
  organisation: (_event, _args, { organisation }) => organisation,
  onlineUrl(event, _args, context) {
    const invited =
      attendanceOfCaller(event, context)?.status === 'GOING' ||
      staffs(context.caller, context.organisation, 'ORGANISER');
    return invited ? event.onlineUrl : null;
  },
  viewerAttendance: (event, _args, context) => attendanceOfCaller(event, context),
  attendees: (event, args, { caller, organisation }) =>
    staffs(caller, organisation, 'ORGANISER')
      ? pageOfList(attendancesOf(event), '_id', args)
      : null,
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
  async scheduleEvent(_root, args, { caller, organisation, tables }) {
    staffOf(caller, organisation, 'ORGANISER');
    const given = checkInput(announcement, args.input);
    const now = new Date();
    const event: EventRow = {
      ...given,
      _id: newId(organisation.id, 'event'),
      organisation: organisation.id,
      area: given.place?.area ?? null,
      online: given.onlineUrl !== null,
      status: 'SCHEDULED',
      rsvpCounts: { going: 0, maybe: 0, waitlisted: 0 },
      guests: [],
      createdAt: now,
      updatedAt: now,
      changedAt: now,
    };
    return { event: await tables.events.schedule(event), ...done };
  },

  async rsvp(_root, args, context) {
    const { person } = signedIn(context.caller);
    const { event: id, answer } = checkInput(answering, args.input);
    const event = await context.load.event.load(id);
    if (!event) throw notFound('input.event', 'event', id);
    const status = statusOf(event);
    if (status === 'DONE') return refused('EVENT_OVER', 'This event is over.', 'input.event');
    if (status === 'CANCELLED')
      return refused('EVENT_CANCELLED', 'This event will not take place.', 'input.event');
    const answered = await context.tables.events.answer(event, person, answer);
    context.load.event.clear(id).prime(id, answered);
    return { attendance: attendanceOfCaller(answered, context), ...done };
  },
};
