/** The sample's events, all still to come, and who comes to them. */
import { derivedId } from '../../schema/derived-id.ts';
import { countsOf } from '../../subgraphs/organisation/events/attendance.ts';
import {
  type EventDocument,
  type EventRow,
  type Guest,
  newEvent,
  newGuest,
} from '../../subgraphs/organisation/events/event.ts';
import type { MemberRow } from '../../subgraphs/organisation/members/member.ts';
import { type Chance, chanceOf } from './chance.ts';
import type { SampleEvent } from './format.ts';
import { AUTUMN, HOUR, inLondon, someMoment, soonAfter } from './moments.ts';
import type { RsvpAnswer } from '../../schema/generated/enums.ts';

/** Rooms of this size fill up, and people wait for a place. */
const SMALL_ROOM = 30;

/**
 * An event of the sample, at its hour in London counted from `now`'s day.
 * @param at its index in the file
 */
export function attendedEvent(
  sample: SampleEvent,
  at: number,
  organisation: string,
  members: readonly MemberRow[],
  now: Date,
): EventDocument {
  const seed = `sample/${organisation}/event/${at}`;
  const chance = chanceOf(seed);
  const { name, inDays, startHour, hours, online, ...given } = sample;
  const startsAt = inLondon(now, inDays, startHour);
  const createdAt = someMoment(chance, AUTUMN);
  const event = newEvent({
    ...given,
    _id: derivedId(organisation, 'event', seed, createdAt),
    organisation,
    title: name,
    startsAt,
    endsAt: new Date(startsAt.getTime() + hours * HOUR),
    timeZone: 'Europe/London',
    onlineUrl: online ? `https://meet.example/${organisation}/${at + 1}` : null,
    createdAt,
  });
  const guests = guestsOf(event, members, chance);
  return { ...event, guests, rsvpCounts: countsOf({ ...event, guests }) };
}

function guestsOf(
  event: Pick<EventRow, '_id' | 'organisation' | 'capacity' | 'createdAt'>,
  members: readonly MemberRow[],
  chance: Chance,
): Guest[] {
  const { capacity, createdAt } = event;
  const answers = chance.some(answersTo(capacity, chance), members.length);
  const people = chance.some(members, answers.length);
  const moments = people
    .map(() => soonAfter(chance, createdAt, 30))
    .sort((one, other) => one.getTime() - other.getTime());
  return people.map(({ _id: person }, at) =>
    newGuest(event, { person, answer: answers[at] ?? 'MAYBE', at: moments[at] ?? createdAt }),
  );
}

function answersTo(capacity: number | null, chance: Chance): RsvpAnswer[] {
  const going =
    capacity !== null && capacity <= SMALL_ROOM
      ? capacity + chance.integer(2, 8)
      : chance.integer(4, Math.min(40, Math.floor((capacity ?? 60) * 0.9)));
  return [
    ...times('GOING', going),
    ...times('MAYBE', chance.integer(0, 8)),
    ...times('NOT_GOING', chance.integer(0, 4)),
  ];
}

const times = (answer: RsvpAnswer, count: number): RsvpAnswer[] =>
  Array<RsvpAnswer>(count).fill(answer);
