/** Who comes to the events of one organisation: the guests that stand in each event's own document. */
import type { Connection } from 'mongoose';
import type { Page, PageArgs } from '../../framework/lists/page.ts';
import { readPage } from '../../framework/lists/query.ts';
import { answerUpdate, type AttendanceRow, attendancesOf } from './attendance.ts';
import { type EventDocument, eventModel, type EventRow, newGuest, type Roster } from './event.ts';
import { soonestFirst } from './event-list.ts';
import type { RsvpAnswer } from '../../../schema/generated/enums.ts';

/** An event's document holds no more guests: MongoDB's limit is 16 MB. */
const MOST_GUESTS = 50_000;

export type Attendances = ReturnType<typeof attendancesIn>;

export function attendancesIn(db: Connection) {
  const events = eventModel(db);
  return {
    /** What says who has a place at each of these events. */
    rosters: (ids: readonly string[]) =>
      events
        .find({ _id: { $in: ids } })
        .select(['capacity', 'guests'])
        .lean<Roster[]>(),

    /** Puts a person's answer in place of an earlier one; the same answer again keeps its place in the list. */
    async answer(event: EventRow, person: string, answer: RsvpAnswer): Promise<EventDocument> {
      const { _id } = event;
      const guest = newGuest(event, { person, answer, at: new Date() });
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
          answerUpdate(guest),
          { returnDocument: 'after', updatePipeline: true },
        )
        .lean<EventDocument>();
      const stored = changed ?? (await events.findById(_id).lean<EventDocument>());
      return stored ?? { ...event, guests: [] };
    },

    /** The attendances of these ids, wherever they are. */
    async byIds(ids: readonly string[]): Promise<AttendanceRow[]> {
      const found = await events.find({ 'guests.id': { $in: ids } }).lean<Roster[]>();
      return found.flatMap(attendancesOf).filter(({ _id }) => ids.includes(_id));
    },

    /** The answers of one person, by the event's start. */
    async by(person: string, args: PageArgs): Promise<Page<AttendanceRow>> {
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
