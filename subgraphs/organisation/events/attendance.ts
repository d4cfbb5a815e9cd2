/**
 * Who has a place at an event. The guests stand in the event's own document in the order in which they
 * answered; the first of those who come have the places, the rest wait. So a place is never given twice, and
 * one that comes free goes to the head of the waiting list, with nothing to be promoted or to be lost.
 */
import type { Guest, Roster, RsvpCounts } from './event.ts';
import type { AttendanceStatus, RsvpAnswer } from '../../../schema/generated/enums.ts';

/** One guest's answer, as it stands. */
export interface AttendanceRow {
  _id: string;
  event: string;
  person: string;
  status: AttendanceStatus;
  answeredAt: Date;
}

/** Every guest of an event with where they stand, first come first. */
export function attendancesOf({ _id, capacity, guests }: Roster): AttendanceRow[] {
  let places = capacity ?? Number.POSITIVE_INFINITY;
  return guests.map(({ id, person, answer, at }) => {
    const waits = answer === 'GOING' && places <= 0;
    if (answer === 'GOING') places -= 1;
    return { _id: id, event: _id, person, status: waits ? 'WAITLISTED' : answer, answeredAt: at };
  });
}

/** How the guests of an event answered. */
export function countsOf(roster: Roster): RsvpCounts {
  const counts = { going: 0, maybe: 0, waitlisted: 0 };
  for (const { status } of attendancesOf(roster))
    if (status !== 'NOT_GOING') counts[status.toLowerCase() as keyof RsvpCounts] += 1;
  return counts;
}

const answering = (answer: RsvpAnswer) => ({
  $size: { $filter: { input: '$guests', as: 'guest', cond: { $eq: ['$$guest.answer', answer] } } },
});

/**
 * The update, as a pipeline, that puts a guest's answer at the end of the list in place of an earlier one,
 * and counts: all in one document, so in one step.
 */
export function answerUpdate(guest: Guest) {
  // Values are literal, so that none is ever taken for the name of a field.
  const person = { $literal: guest.person };
  const others = {
    $filter: { input: '$guests', as: 'guest', cond: { $ne: ['$$guest.person', person] } },
  };
  const places = { $ifNull: ['$capacity', '$wanted'] };
  return [
    { $set: { guests: { $concatArrays: [others, [{ $literal: guest }]] } } },
    { $set: { wanted: answering('GOING'), 'rsvpCounts.maybe': answering('MAYBE') } },
    {
      $set: {
        'rsvpCounts.going': { $min: ['$wanted', places] },
        'rsvpCounts.waitlisted': { $max: [0, { $subtract: ['$wanted', places] }] },
      },
    },
    { $unset: 'wanted' },
  ];
}
