/** Mutations of events through the gateway, and the fields that an event is read with. */
import { dataOf } from '../support/answer.ts';
import type { TestHouse } from '../support/house.ts';
import { organiserToken } from './people.ts';

const EVENT = `{
  id name summary description kind startsAt endsAt timeZone online onlineUrl status capacity remaining
  organisation { id } themes { id } place { name address area { id } latitude longitude }
  rsvpCounts { going maybe waitlisted } viewerAttendance { id status }
}`;
const SCHEDULE = `mutation ($input: ScheduleEventInput!) {
  scheduleEvent(input: $input) { event ${EVENT} userErrors { code field } }
}`;
const RSVP = `mutation ($input: RsvpInput!) {
  rsvp(input: $input) {
    attendance { id status answeredAt member { id } event { id remaining rsvpCounts { going maybe waitlisted } } }
    userErrors { code field }
  }
}`;
const READ = `query ($id: ID!) { node(id: $id) { ... on Event ${EVENT} } }`;

export interface RsvpCounts {
  going: number;
  maybe: number;
  waitlisted: number;
}

/** An event as a client sees it. */
export interface EventView {
  id: string;
  name: string;
  status: string;
  onlineUrl: string | null;
  capacity: number | null;
  remaining: number | null;
  rsvpCounts: RsvpCounts;
  viewerAttendance: { id: string; status: string } | null;
}

export interface AttendanceView {
  id: string;
  status: string;
  member: { id: string } | null;
  event: { id: string; remaining: number | null; rsvpCounts: RsvpCounts };
}

type Refusals = { userErrors: { code: string; field: string | null }[] };

const HOUR_MS = 3_600_000;
export const inHours = (hours: number): string =>
  new Date(Date.now() + hours * HOUR_MS).toISOString();

export const schedule = (house: TestHouse, input: object, token?: string) =>
  house.ask<{ scheduleEvent: Refusals & { event: EventView | null } }>(
    SCHEDULE,
    {
      input: {
        name: 'An evening of listening',
        kind: 'LISTENING',
        startsAt: inHours(24),
        endsAt: inHours(26),
        onlineUrl: 'https://meet.example/secret-room',
        ...input,
      },
    },
    token,
  );

/** An event that one of its organisation's organisers announced. */
export async function anEventAt(
  house: TestHouse,
  organisation: string,
  input: object = {},
): Promise<EventView> {
  const token = await organiserToken(house, organisation);
  return dataOf(await schedule(house, { organisation, ...input }, token)).scheduleEvent.event!;
}

export const rsvp = (house: TestHouse, event: string, answer: string, token?: string) =>
  house.ask<{ rsvp: Refusals & { attendance: AttendanceView | null } }>(
    RSVP,
    { input: { event, answer } },
    token,
  );

/** Answers an invitation, and gives the attendance that was answered. */
export async function answerTo(
  house: TestHouse,
  event: string,
  answer: string,
  token: string,
): Promise<AttendanceView> {
  return dataOf(await rsvp(house, event, answer, token)).rsvp.attendance!;
}

/** The event as its owner shows it to whoever has the token. */
export async function readEvent(
  house: TestHouse,
  id: string,
  token?: string,
): Promise<EventView | null> {
  return dataOf(await house.ask<{ node: EventView | null }>(READ, { id }, token)).node;
}
