import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Connection } from 'mongoose';
import { eventModel } from '../../../subgraphs/organisation/events/event.ts';
import { type Events, eventsOf } from '../../../subgraphs/organisation/events/events.ts';
import type { Circle } from '../../../subgraphs/framework/near/cells.ts';
import type { Point } from '../../../subgraphs/framework/near/distance.ts';
import { connect } from '../../../subgraphs/framework/mongo.ts';
import { anEvent } from '../../support/builders.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { anyCircle, anyPoint, destination, kmBetween } from '../../unit/framework/globe.ts';

/** Where rounding may decide: a tenth of a millimetre. */
const ROUNDING_KM = 1e-7;

const placeAt = (point: Point | null) => ({
  name: 'The hall',
  address: null,
  area: null,
  latitude: point?.latitude ?? null,
  longitude: point?.longitude ?? null,
});

/** Anywhere, with many around the poles, the antimeridian and one town. */
const POINTS: Point[] = [
  ...fc.sample(anyPoint, { numRuns: 200, seed: 20_261_125 }),
  ...fc
    .sample(
      fc.tuple(fc.double({ min: 0, max: 120, noNaN: true }), fc.integer({ min: 0, max: 359 })),
      {
        numRuns: 100,
        seed: 20_261_126,
      },
    )
    .map(([km, bearing]) => destination({ latitude: 53.48, longitude: -2.24 }, km, bearing)),
];

let databases: TestDatabase;
let db: Connection;
let events: Events;
const points = new Map<string, Point>();

beforeAll(async () => {
  databases = await testDatabase();
  db = await connect(databases.address('near'), 'near');
  events = eventsOf(db, 'unite');
  await eventModel(db).createIndexes();
  const placed = POINTS.map((point) => anEvent({ organisation: 'unite', place: placeAt(point) }));
  for (const [at, { _id }] of placed.entries()) points.set(_id, POINTS[at]!);
  const nowhere = [null, placeAt(null)].map((place) => anEvent({ organisation: 'unite', place }));
  await eventModel(db).insertMany([...placed, ...nowhere]);
});
afterAll(async () => {
  await db.close();
  await databases.close();
});

/** The ids of the events in a circle, nearest first, walked by pages. */
async function near(circle: Circle, size: number, backwards = false): Promise<string[]> {
  const found: string[] = [];
  for (let from: string | null = null; ;) {
    const page = backwards ? { last: size, before: from } : { first: size, after: from };
    const { edges, pageInfo } = await events.list(
      { filter: { near: circle }, orderBy: 'NEAREST', ...page },
      { owners: [] },
    );
    const ids = edges.map(({ node }) => node._id);
    if (backwards) found.unshift(...ids);
    else found.push(...ids);
    const more = backwards ? pageInfo.hasPreviousPage : pageInfo.hasNextPage;
    if (!more) return found;
    from = backwards ? pageInfo.startCursor : pageInfo.endCursor;
  }
}

const distances = (circle: Circle): [id: string, km: number][] =>
  [...points].map(([id, point]) => [id, kmBetween(circle, point)]);

/** Circles around places that are there, so that most of them hold something. */
const aCircle = fc.oneof(
  anyCircle,
  fc
    .tuple(fc.constantFrom(...POINTS), fc.double({ min: 0.001, max: 1_000, noNaN: true }))
    .map(([point, radiusKm]) => ({ ...point, radiusKm })),
);

describe('what is near a point', () => {
  test('is what lies within the distance and nothing else, nearest first', async () => {
    let some = 0;
    await fc.assert(
      fc.asyncProperty(aCircle, fc.integer({ min: 3, max: 50 }), async (circle, size) => {
        const found = await near(circle, size);
        const km = new Map(distances(circle));
        const surely = [...km].filter(([, far]) => far < circle.radiusKm - ROUNDING_KM);
        const maybe = [...km].filter(([, far]) => far <= circle.radiusKm + ROUNDING_KM);
        expect(found).toEqual(expect.arrayContaining(surely.map(([id]) => id)));
        expect(maybe.map(([id]) => id)).toEqual(expect.arrayContaining(found));
        expect(new Set(found).size).toBe(found.length);
        for (const [at, id] of found.slice(1).entries())
          expect(km.get(id)!).toBeGreaterThanOrEqual(km.get(found[at]!)! - ROUNDING_KM);
        if (found.length > 1) some += 1;
      }),
      { numRuns: 60 },
    );
    expect(some).toBeGreaterThan(15);
  });

  test('is the same walked from its end', async () => {
    await fc.assert(
      fc.asyncProperty(aCircle, async (circle) => {
        expect(await near(circle, 7, true)).toEqual(await near(circle, 7));
      }),
      { numRuns: 15 },
    );
  });

  test('is counted, and listed in every other order', async () => {
    const circle = { latitude: 53.48, longitude: -2.24, radiusKm: 60 };
    const nearest = await near(circle, 50);
    expect(nearest.length).toBeGreaterThan(20);
    for (const orderBy of ['SOONEST', 'NEWEST', 'OLDEST']) {
      const { edges, totalCount } = await events.list(
        { filter: { near: circle }, orderBy, first: 100 },
        { owners: [] },
      );
      expect(edges.map(({ node }) => node._id).toSorted()).toEqual(nearest.toSorted());
      expect(await totalCount()).toBe(nearest.length);
    }
  });

  test.each([
    [{ latitude: 90.1, longitude: 0, radiusKm: 1 }, 'filter.near.latitude'],
    [{ latitude: -91, longitude: 0, radiusKm: 1 }, 'filter.near.latitude'],
    [{ latitude: 0, longitude: 180.5, radiusKm: 1 }, 'filter.near.longitude'],
    [{ latitude: 0, longitude: Number.NaN, radiusKm: 1 }, 'filter.near.longitude'],
    [{ latitude: 0, longitude: 0, radiusKm: 0 }, 'filter.near.radiusKm'],
    [{ latitude: 0, longitude: 0, radiusKm: -3 }, 'filter.near.radiusKm'],
    [{ latitude: 0, longitude: 0, radiusKm: 1_000.1 }, 'filter.near.radiusKm'],
    [{ latitude: 0, longitude: 0, radiusKm: Number.POSITIVE_INFINITY }, 'filter.near.radiusKm'],
  ])('is refused for %j, naming what is wrong', async (circle, argument) => {
    await expect(near(circle, 5)).rejects.toMatchObject({
      message: expect.stringMatching(/: expected a number .+, but got /),
      extensions: { code: 'BAD_USER_INPUT', argument },
    });
  });

  test('is refused for a cursor of another point', async () => {
    const list = (latitude: number, after: string | null) =>
      events.list(
        {
          filter: { near: { latitude, longitude: -2.24, radiusKm: 100 } },
          orderBy: 'NEAREST',
          first: 2,
          after,
        },
        { owners: [] },
      );
    const { pageInfo } = await list(53.48, null);
    await expect(list(53.49, pageInfo.endCursor)).rejects.toMatchObject({
      extensions: { argument: 'after' },
    });
  });
});

test.each([
  ['NEAREST', 'near'],
  ['RELEVANCE', 'text'],
])('the order %s is refused without `%s`', async (orderBy, needed) => {
  await expect(events.list({ orderBy }, { owners: [] })).rejects.toMatchObject({
    message: `orderBy: expected another order where \`filter.${needed}\` is not given, but got "${orderBy}".`,
  });
});
