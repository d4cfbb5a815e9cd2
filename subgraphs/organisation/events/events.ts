/** The events of one organisation, and who comes to them. */
import type { Connection, Model } from 'mongoose';
import { derivedId } from '../../../schema/derived-id.ts';
import { type ListArgs, readList, type Scope } from '../../framework/lists/list.ts';
import type { Page, PageArgs } from '../../framework/lists/page.ts';
import { readPage } from '../../framework/lists/query.ts';
import { cardsFrom } from '../../feed/publish/card-source.ts';
import { answerUpdate, type AttendanceRow, attendancesOf } from './attendance.ts';
import {
  eventCardFields,
  type EventCard,
  type EventDocument,
  eventModel,
  type EventRow,
  type Roster,
  type RsvpAnswer,
  soonestFirst,
} from './event.ts';
import type { EventFilterInput } from './event-filter.ts';
import { EVENT_LIST } from './event-list.ts';

/** An event's document holds no more guests: MongoDB's limit is 16 MB. */
const MOST_GUESTS = 50_000;

const WITHOUT_GUESTS = { guests: 0 } as const;

export type Events = ReturnType<typeof eventsOf>;

/** Tables of events: what is asked of them and what is done to them. */
export function eventsOf(db: Connection) {
  const events = eventModel(db);
  // The model types guests too, which a list does not read.
  const listed = events as unknown as Model<EventRow>;
  const cardFields = Object.keys(eventCardFields) as (keyof EventCard)[];
  return {
    cards: cardsFrom(events, { type: 'EVENT', fields: cardFields }),

    byIds: (ids: readonly string[]) =>
      events
        .find({ _id: { $in: ids } })
        .select(WITHOUT_GUESTS)
        .lean<EventRow[]>(),

    list: (args: ListArgs<EventFilterInput>, scope: Scope) =>
      readList(listed, EVENT_LIST, args, { ...scope, without: ['guests'] }),

    rosters: (ids: readonly string[]) =>
      events
        .find({ _id: { $in: ids } })
        .select(['capacity', 'guests'])
        .lean<Roster[]>(),

    /** Puts a new event on record. */
    async schedule(event: EventRow): Promise<EventRow> {
      await events.create({ ...event, guests: [] });
      return event;
    },

    /** Puts a person's answer in place of an earlier one; the same answer again keeps its place in the list. */
    async answer(event: EventRow, person: string, answer: RsvpAnswer): Promise<EventDocument> {
      const { _id, organisation } = event;
      const id = derivedId(organisation, 'attendance', `${_id}|${person}`);
      const changed = await events
        .findOneAndUpdate(
          {
            _id,
            guests: { $not: { $elemMatch: { person, answer } } },
            $or: [
              { [`guests.${MOST_GUESTS - 1}`]: { $exists: false } },
              { 'guests.person': person },
            ],
          },
          answerUpdate({ id, person, answer, at: new Date() }),
          { returnDocument: 'after', updatePipeline: true },
        )
        .lean<EventDocument>();
      const stored = changed ?? (await events.findById(_id).lean<EventDocument>());
      return stored ?? { ...event, guests: [] };
    },

    /** The attendances of these ids, wherever they are. */
    async attendancesByIds(ids: readonly string[]): Promise<AttendanceRow[]> {
      const found = await events.find({ 'guests.id': { $in: ids } }).lean<Roster[]>();
      return found.flatMap(attendancesOf).filter(({ _id }) => ids.includes(_id));
    },

    /** The answers of one person, by the event's start. */
    async attendancesBy(person: string, args: PageArgs): Promise<Page<AttendanceRow>> {
      const filter = { guests: { $elemMatch: { person } } };
      const page = await readPage(events, { filter, order: soonestFirst, args });
      const own = (roster: Roster) =>
        attendancesOf(roster).filter((attendance) => attendance.person === person);
      const edges = page.edges.flatMap(({ cursor, node }) =>
        own(node).map((attendance) => ({ cursor, node: attendance })),
      );
      return { ...page, edges };
    },
  };
}
