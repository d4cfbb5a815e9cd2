/** The events of one organisation, and who comes to them. */
import type { Connection } from 'mongoose';
import { derivedId } from '../derived-id.ts';
import type { Page, PageArgs } from '../page.ts';
import { type PageQuery, readPage } from '../query.ts';
import { cardsFrom } from '../shared.ts';
import { answerUpdate, type AttendanceRow, attendancesOf } from './attendance.ts';
import {
  eventCardFields,
  type EventCard,
  eventModel,
  type EventRow,
  type RsvpAnswer,
  soonestFirst,
} from './event.ts';

export type Events = ReturnType<typeof eventsOf>;

/** Tables of events: what is asked of them and what is done to them. */
export function eventsOf(db: Connection) {
  const events = eventModel(db);
  const cardFields = Object.keys(eventCardFields) as (keyof EventCard)[];
  return {
    cards: cardsFrom(events, 'EVENT', cardFields),

    byIds: (ids: readonly string[]) => events.find({ _id: { $in: ids } }).lean<EventRow[]>(),

    page: (query: PageQuery) => readPage(events, query),

    /** Puts a new event on record. */
    async schedule(event: EventRow): Promise<EventRow> {
      await events.create(event);
      return event;
    },

    /** Puts a person's answer in place of an earlier one; the same answer again keeps its place in the list. */
    async answer(event: EventRow, person: string, answer: RsvpAnswer): Promise<EventRow> {
      const now = new Date();
      const id = derivedId(event.organisation, 'attendance', `${event._id}|${person}`);
      const changed = await events
        .findOneAndUpdate(
          { _id: event._id, guests: { $not: { $elemMatch: { person, answer } } } },
          answerUpdate({ id, person, answer, at: now }, now),
          { returnDocument: 'after', updatePipeline: true },
        )
        .lean<EventRow>();
      return changed ?? (await events.findById(event._id).lean<EventRow>()) ?? event;
    },

    /** The attendances of these ids, wherever they are. */
    async attendancesByIds(ids: readonly string[]): Promise<AttendanceRow[]> {
      const found = await events.find({ 'guests.id': { $in: ids } }).lean<EventRow[]>();
      return found.flatMap(attendancesOf).filter(({ _id }) => ids.includes(_id));
    },

    /** The answers of one person, by the event's start. */
    async attendancesBy(person: string, args: PageArgs): Promise<Page<AttendanceRow>> {
      const filter = { guests: { $elemMatch: { person } } };
      const page = await readPage(events, { filter, order: soonestFirst, args });
      const own = (event: EventRow) =>
        attendancesOf(event).filter((attendance) => attendance.person === person);
      const edges = page.edges.flatMap(({ cursor, node }) =>
        own(node).map((attendance) => ({ cursor, node: attendance })),
      );
      return { ...page, edges };
    },
  };
}
