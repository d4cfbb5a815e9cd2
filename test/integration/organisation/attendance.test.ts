import { putEvent } from '../../support/rows.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { Connection } from 'mongoose';
import { attendancesOf, countsOf } from '../../../subgraphs/organisation/events/attendance.ts';
import {
  eventModel,
  type EventDocument,
  type EventRow,
  type Guest,
} from '../../../subgraphs/organisation/events/event.ts';
import {
  type Attendances,
  attendancesIn,
} from '../../../subgraphs/organisation/events/attendances.ts';
import { connect } from '../../../subgraphs/framework/mongo.ts';
import { anEvent } from '../../support/builders.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { answered, answers, capacity } from '../../unit/organisation/answers.ts';

let databases: TestDatabase;
let db: Connection;
let attendances: Attendances;

beforeAll(async () => {
  databases = await testDatabase();
  db = await connect(databases.address('unite'), 'unite');
  attendances = attendancesIn(db);
});
afterAll(async () => {
  await db.close();
  await databases.close();
});

const scheduled = (places: number | null) =>
  putEvent(db, anEvent({ organisation: 'unite', capacity: places }));

const reread = async ({ _id }: EventRow): Promise<EventDocument> =>
  (await eventModel(db).findById(_id).lean<EventDocument>())!;

const answersOf = (guests: readonly Guest[]) =>
  guests.map(({ person, answer }) => [person, answer]);

describe('answers to an invitation', () => {
  test('one after the other come to what the rule says, in the rows and in the counts', async () => {
    await fc.assert(
      fc.asyncProperty(capacity, answers, async (places, given) => {
        const event = await scheduled(places);
        let guests: Guest[] = [];
        for (const [person, answer] of given) {
          guests = answered(guests, [person, answer]);
          const stored = await attendances.answer(event, person, answer);
          expect(answersOf(stored.guests)).toEqual(answersOf(guests));
          expect(stored.rsvpCounts).toEqual(countsOf({ ...event, guests }));
        }
        expect(await reread(event)).not.toHaveProperty('wanted');
      }),
      { numRuns: 25 },
    );
  });

  test('at the same moment never take more places than there are, and each person stands once', async () => {
    await fc.assert(
      fc.asyncProperty(capacity, answers, async (places, given) => {
        const event = await scheduled(places);
        await Promise.all(
          given.map(([person, answer]) => attendances.answer(event, person, answer)),
        );
        const stored = await reread(event);
        const people = stored.guests.map(({ person }) => person);
        expect(new Set(people)).toEqual(new Set(given.map(([person]) => person)));
        expect(people).toHaveLength(new Set(people).size);
        expect(stored.rsvpCounts).toEqual(countsOf(stored));
        if (places !== null) expect(stored.rsvpCounts.going).toBeLessThanOrEqual(places);
      }),
      { numRuns: 25 },
    );
  });

  test('that say the same again change nothing', async () => {
    const event = await scheduled(1);
    const first = await attendances.answer(event, 'Ann', 'GOING');
    await attendances.answer(event, 'Bob', 'GOING');
    const again = await attendances.answer(event, 'Ann', 'GOING');
    expect(again.guests[0]).toEqual(first.guests[0]);
    expect(attendancesOf(again).map(({ status }) => status)).toEqual(['GOING', 'WAITLISTED']);
  });

  test('may be of anyone: a name is never taken for a word of the database', async () => {
    const event = await scheduled(1);
    const people = ['$capacity', '$$ROOT', 'a.b', '__proto__', '{"$gt":""}'];
    for (const person of people) await attendances.answer(event, person, 'GOING');
    expect((await reread(event)).guests.map(({ person }) => person)).toEqual(people);
  });

  test('have ids by which they are found, and a person keeps theirs', async () => {
    const event = await scheduled(1);
    await attendances.answer(event, 'Ann', 'MAYBE');
    const { guests } = await attendances.answer(event, 'Ann', 'GOING');
    const [id] = guests.map((guest) => guest.id);
    expect(await attendances.byIds([id!])).toMatchObject([{ person: 'Ann', status: 'GOING' }]);
    const other = await attendances.answer(await scheduled(1), 'Ann', 'GOING');
    expect(other.guests[0]?.id).not.toBe(id);
  });
});
