import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { attendancesOf, countsOf } from '../../../subgraphs/organisation/events/attendance.ts';
import type { Guest } from '../../../subgraphs/organisation/events/event.ts';
import { remainingOf, statusOf } from '../../../subgraphs/organisation/events/event.ts';
import { answered, answers, capacity } from './answers.ts';

const roster = fc.record({ capacity, answers });

const rosterOf = ({
  capacity: places,
  answers: given,
}: {
  capacity: number | null;
  answers: [string, Guest['answer']][];
}) => ({
  _id: 'event',
  capacity: places,
  guests: given.reduce(answered, [] as Guest[]),
});

const named = (event: ReturnType<typeof rosterOf>, status: string): string[] =>
  attendancesOf(event).flatMap((one) => (one.status === status ? [one.person] : []));

describe('whoever answers in whatever order', () => {
  test('no more people have a place than there are places, and none waits while there is one', () => {
    fc.assert(
      fc.property(roster, (given) => {
        const event = rosterOf(given);
        const going = named(event, 'GOING').length;
        const waiting = named(event, 'WAITLISTED').length;
        const places = event.capacity ?? Number.POSITIVE_INFINITY;
        expect(going).toBe(Math.min(places, going + waiting));
      }),
    );
  });

  test('everyone stands once, as they last answered', () => {
    fc.assert(
      fc.property(roster, (given) => {
        const last = new Map(given.answers);
        const stand = attendancesOf(rosterOf(given)).map(({ person, status }) => [
          person,
          status === 'WAITLISTED' ? 'GOING' : status,
        ]);
        expect(new Map(stand as never)).toEqual(last);
        expect(stand).toHaveLength(last.size);
      }),
    );
  });

  test('counts are what the statuses say', () => {
    fc.assert(
      fc.property(roster, (given) => {
        const event = rosterOf(given);
        expect(countsOf(event)).toEqual({
          going: named(event, 'GOING').length,
          maybe: named(event, 'MAYBE').length,
          waitlisted: named(event, 'WAITLISTED').length,
        });
      }),
    );
  });

  test('one more answer moves nobody up past another who waits, and takes no place away', () => {
    fc.assert(
      fc.property(
        roster,
        fc.tuple(answers.filter(({ length }) => length > 0)),
        (given, [[more]]) => {
          const before = rosterOf(given);
          const after = { ...before, guests: answered(before.guests, more!) };
          const queue = [...named(before, 'GOING'), ...named(before, 'WAITLISTED')];
          const others = (people: string[]) => people.filter((person) => person !== more![0]);
          const later = [...named(after, 'GOING'), ...named(after, 'WAITLISTED')];
          expect(others(later)).toEqual(others(queue));
          expect(named(after, 'GOING')).toEqual(
            expect.arrayContaining(others(named(before, 'GOING'))),
          );
        },
      ),
    );
  });
});

test('a cancelled place goes to the head of the waiting list', () => {
  const event = rosterOf({
    capacity: 1,
    answers: [
      ['Ann', 'GOING'],
      ['Bob', 'GOING'],
      ['Cy', 'GOING'],
      ['Ann', 'NOT_GOING'],
    ],
  });
  expect(named(event, 'GOING')).toEqual(['Bob']);
  expect(named(event, 'WAITLISTED')).toEqual(['Cy']);
});

test('whoever gave up a place and wants one again goes to the end of the line', () => {
  const event = rosterOf({
    capacity: 1,
    answers: [
      ['Ann', 'GOING'],
      ['Bob', 'GOING'],
      ['Ann', 'MAYBE'],
      ['Ann', 'GOING'],
    ],
  });
  expect([named(event, 'GOING'), named(event, 'WAITLISTED')]).toEqual([['Bob'], ['Ann']]);
});

test.each([
  [null, 5, null],
  [3, 0, 3],
  [3, 2, 1],
  [3, 3, 0],
  [3, 4, 0],
])('of %j places with %i taken there remain %j', (places, going, remaining) => {
  const rsvpCounts = { going, maybe: 9, waitlisted: 9 };
  expect(remainingOf({ capacity: places, rsvpCounts })).toBe(remaining);
});

test.each([
  ['SCHEDULED', 1, 'SCHEDULED'],
  ['SCHEDULED', 0, 'DONE'],
  ['CHANGED', 1, 'CHANGED'],
  ['CHANGED', -1, 'DONE'],
  ['CANCELLED', -1, 'CANCELLED'],
] as const)('an event %s that ends in %i ms is %s', (status, ends, expected) => {
  expect(statusOf({ status, endsAt: new Date(1_000 + ends) }, new Date(1_000))).toBe(expected);
});
