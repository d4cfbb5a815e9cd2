/** An event: its card, which the catalogue holds too, and the row that only its owner has. */
import type { Connection } from 'mongoose';
import { modelOf } from '../../framework/row-schema.ts';
import { type PersonalRows, personKey } from '../../framework/personal.ts';
import { impersonalPaths, sharedSchema } from '../../feed/publish/shared-schema.ts';
import { LONGEST_SLUG, type NewSharedRow, newSharedRow, type SharedRow } from '../../cards/card.ts';
import { derivedId } from '../../../schema/derived-id.ts';
import { cellsOf } from '../../framework/near/cells.ts';
import { EventKind, EventStatus, type RsvpAnswer } from '../../../schema/generated/enums.ts';

/** No event lasts longer: 31 days. */
export const LONGEST_EVENT_MS = 31 * 24 * 60 * 60 * 1000;

/** Where an event takes place. */
export interface PlaceRow {
  name: string;
  address: string | null;
  area: string | null;
  latitude: number | null;
  longitude: number | null;
}

export interface RsvpCounts {
  going: number;
  maybe: number;
  waitlisted: number;
}

/** How an event can be announced. */
const ANNOUNCED = EventStatus.filter((status) => status !== 'DONE');

/** What everyone may see of an event in a list. `title` is its name, `area` its place's. */
export interface EventCard extends SharedRow {
  kind: EventKind;
  startsAt: Date;
  endsAt: Date;
  timeZone: string;
  place: PlaceRow | null;
  online: boolean;
  /** As announced; that it is over follows from `endsAt`. */
  status: (typeof ANNOUNCED)[number];
  capacity: number | null;
  rsvpCounts: RsvpCounts;
  /** The cells of its place, by which it is found near a point; see `near/cells.ts`. */
  cells: string[];
}

/** One guest's answer that stands. */
export interface Guest {
  id: string;
  person: string;
  answer: RsvpAnswer;
  at: Date;
}

/** An event as its owner knows it. */
export interface EventRow extends EventCard {
  description: string | null;
  onlineUrl: string | null;
}

/** An event as its owner keeps it. Its guests may be many, so they are read only where they are asked for. */
export interface EventDocument extends EventRow {
  /** Who answered, first come first: the order decides who has a place. */
  guests: Guest[];
}

/** What says who has a place. */
export type Roster = Pick<EventDocument, '_id' | 'capacity' | 'guests'>;

/** What an organiser announces. */
export type Announcement = Pick<
  EventRow,
  | 'title'
  | 'summary'
  | 'description'
  | 'kind'
  | 'themes'
  | 'startsAt'
  | 'endsAt'
  | 'timeZone'
  | 'place'
  | 'onlineUrl'
  | 'capacity'
>;

/** A new event: what is given, what follows from its place and its address, and everything else as events begin. */
export const newEvent = (
  given: NewSharedRow<EventDocument, 'kind' | 'startsAt' | 'endsAt' | 'timeZone'>,
): EventDocument => ({
  ...newSharedRow(given),
  description: null,
  area: given.place?.area ?? null,
  place: null,
  cells: cellsOf(given.place ?? null),
  online: (given.onlineUrl ?? null) !== null,
  onlineUrl: null,
  status: 'SCHEDULED',
  capacity: null,
  guests: [],
  rsvpCounts: { going: 0, maybe: 0, waitlisted: 0 },
  ...given,
});

/** A person's answer to an event, with the id that theirs always has there. */
export const newGuest = (
  { _id: event, organisation }: Pick<EventRow, '_id' | 'organisation'>,
  given: Omit<Guest, 'id'>,
): Guest => ({ id: derivedId(organisation, 'attendance', `${event}|${given.person}`), ...given });

/** The fields of a place. */
export const placeFields = {
  name: { type: String, maxlength: 200 },
  address: { type: String, default: null, maxlength: 300 },
  area: { type: String, default: null, maxlength: LONGEST_SLUG },
  latitude: { type: Number, default: null, min: -90, max: 90, isFraction: true },
  longitude: { type: Number, default: null, min: -180, max: 180, isFraction: true },
  _id: false,
};

/** The fields of a card of this type beside those that every card has. */
export const eventCardFields = {
  kind: { type: String, enum: EventKind },
  startsAt: Date,
  endsAt: Date,
  timeZone: { type: String, maxlength: 64 },
  place: { type: placeFields, default: null },
  online: Boolean,
  status: { type: String, enum: ANNOUNCED },
  capacity: { type: Number, default: null, min: 1, max: 100_000 },
  rsvpCounts: {
    going: { type: Number, default: 0 },
    maybe: { type: Number, default: 0 },
    waitlisted: { type: Number, default: 0 },
  },
  cells: {
    type: [String],
    default: undefined,
    maxItems: 10,
    maxlength: 40,
    isOptional: true,
    says: 'The squares of the map that its place lies in, by which it is found near a point.',
  },
};

/** The fields of a row beside those that every shared row has. */
export const eventFields = {
  ...eventCardFields,
  description: { type: String, default: null, maxlength: 20_000, hasLines: true },
  onlineUrl: { type: String, default: null },
  guests: [{ id: String, person: personKey, answer: String, at: Date, _id: false }],
};

const eventSchema = sharedSchema(eventFields)
  .index({ startsAt: 1, _id: 1 })
  .index({ cells: 1, startsAt: 1, _id: 1 })
  .index({ 'guests.id': 1 })
  .index({ 'guests.person': 1, startsAt: 1 });

/** The collection of events of one organisation. */
export const eventModel = (db: Connection) =>
  modelOf<EventDocument>(db, 'Event', eventSchema, 'events');

/** Whether it goes ahead, as of a moment. */
export function statusOf(
  { status, endsAt }: Pick<EventCard, 'status' | 'endsAt'>,
  now = new Date(),
): EventStatus {
  return status !== 'CANCELLED' && endsAt <= now ? 'DONE' : status;
}

/** How many places are left; null when there is no limit. */
export const remainingOf = ({
  capacity,
  rsvpCounts,
}: Pick<EventCard, 'capacity' | 'rsvpCounts'>): number | null =>
  capacity === null ? null : Math.max(0, capacity - rsvpCounts.going);

/** Who comes to an event is known to its organisers. */
export const ofGuests: PersonalRows = {
  collection: 'events',
  keys: ['guests.person'],
  fields: ['guests.id', 'guests.person', 'guests.answer', 'guests.at'],
  impersonal: [...impersonalPaths(eventCardFields), 'description', 'onlineUrl'],
  answers: ['Attendance', 'Event.viewerAttendance', 'Event.attendees', 'Member.attendances'],
  purpose: 'Attendance: who has a place, who waits for one, and in which order.',
  kept: 'As long as the event.',
  erasure: 'The answer goes, and the place with it.',
};
