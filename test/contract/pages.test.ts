import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { campaignModel } from '../../subgraphs/organisation/campaigns/campaign.ts';
import { eventModel } from '../../subgraphs/organisation/events/event.ts';
import { ideaModel } from '../../subgraphs/organisation/ideas/idea.ts';
import { refusalsOf } from '../support/answer.ts';
import { aCampaign, anEvent, anIdea } from '../support/builders.ts';
import type { TestHouse } from '../support/house.ts';
import { aFullHouse } from './full-house.ts';
import { askList, COALITION_LIST, type Field, type ListArgs, listOf, rowsOf } from './lists.ts';
import { ORGANISATION, ORGANISATIONS } from './people.ts';

/** The lists of an organisation and those of the coalition, with each of their orders. */
const LISTS: [whose: string, field: Field, order: string][] = [
  ORGANISATION,
  COALITION_LIST,
].flatMap((whose): [string, Field, string][] => [
  [whose, 'policyIdeas', 'NEWEST'],
  [whose, 'policyIdeas', 'OLDEST'],
  [whose, 'policyIdeas', 'MOST_SUPPORTED'],
  [whose, 'events', 'SOONEST'],
  [whose, 'events', 'NEWEST'],
  [whose, 'events', 'OLDEST'],
  [whose, 'campaigns', 'NEWEST'],
  [whose, 'campaigns', 'OLDEST'],
]);

interface Row {
  id: string;
  createdAt: string;
  startsAt: string;
  tally: { support: number };
}
const SELECTIONS = {
  policyIdeas: '{ id createdAt tally { support } }',
  events: '{ id createdAt startsAt }',
  campaigns: '{ id createdAt }',
};

/** By what each order puts rows, first to last; rows that are level stand by their ids. */
const ORDERS: Record<string, (one: Row, other: Row) => number> = {
  NEWEST: (one, other) => text(other.createdAt, one.createdAt) || text(other.id, one.id),
  OLDEST: (one, other) => text(one.createdAt, other.createdAt) || text(one.id, other.id),
  SOONEST: (one, other) => text(one.startsAt, other.startsAt) || text(one.id, other.id),
  MOST_SUPPORTED: (one, other) => other.tally.support - one.tally.support || text(other.id, one.id),
};
const text = (one: string, other: string): number => Number(one > other) - Number(one < other);

/** Ten ideas, ten events and ten campaigns that are level in every order. */
async function addLevelRows(house: TestHouse, organisation: string): Promise<void> {
  const createdAt = new Date('2026-03-01T12:00:00.000Z');
  const startsAt = new Date('2099-03-01T12:00:00.000Z');
  const endsAt = new Date('2099-03-01T14:00:00.000Z');
  const ten = Array.from({ length: 10 });
  const given = { organisation, createdAt };
  await ideaModel(house.db(organisation)).insertMany(ten.map(() => anIdea(given)));
  await eventModel(house.db(organisation)).insertMany(
    ten.map(() => anEvent({ ...given, startsAt, endsAt })),
  );
  await campaignModel(house.db(organisation)).insertMany(ten.map(() => aCampaign(given)));
}

let house: TestHouse;
beforeAll(async () => {
  house = await aFullHouse((built) =>
    Promise.all(ORGANISATIONS.map((organisation) => addLevelRows(built, organisation))),
  );
});
afterAll(() => house?.close());

type Walk = { whose: string; field: Field; order: string };

/** Every row of a list by the largest pages there are. */
async function everyRow(walk: Walk): Promise<Row[]> {
  return (await walkForwards(walk, 100)).rows;
}

/** Walks a list from its start; `between` happens after each page. */
async function walkForwards(
  { whose, field, order }: Walk,
  first: number,
  between: (page: number) => Promise<void> = async () => undefined,
) {
  const rows: Row[] = [];
  const how = { selection: SELECTIONS[field] };
  for (let after: string | null = null, at = 0; ; at += 1) {
    const args: ListArgs = { orderBy: order, first, after };
    const page = await listOf<Row>(house, field, whose, args, how);
    rows.push(...rowsOf(page));
    const { endCursor, hasNextPage, hasPreviousPage } = page.pageInfo;
    expect({ endCursor, hasPreviousPage }).toEqual({
      endCursor: page.edges.at(-1)!.cursor,
      hasPreviousPage: at > 0,
    });
    if (!hasNextPage) return { rows, totalCount: page.totalCount };
    after = endCursor;
    await between(at);
  }
}

/** Walks a list from its end. */
async function walkBackwards({ whose, field, order }: Walk, last: number): Promise<Row[]> {
  const rows: Row[] = [];
  const how = { selection: SELECTIONS[field] };
  for (let before: string | null = null; ;) {
    const args: ListArgs = { orderBy: order, last, before };
    const page = await listOf<Row>(house, field, whose, args, how);
    rows.unshift(...rowsOf(page));
    const { startCursor, hasPreviousPage, hasNextPage } = page.pageInfo;
    expect({ startCursor, hasNextPage }).toEqual({
      startCursor: page.edges[0]!.cursor,
      hasNextPage: before !== null,
    });
    if (!hasPreviousPage) return rows;
    before = startCursor;
  }
}

const idsOf = (rows: readonly Row[]): string[] => rows.map(({ id }) => id);

// First, while the coalition has every row: what is added below is not all published.
test("an organisation's cursors are good in the coalition's list, and the other way round", async () => {
  const filter = { organisations: ['unite'] };
  for (const [one, other] of [
    ['unite', COALITION_LIST],
    [COALITION_LIST, 'unite'],
  ] as const) {
    const { pageInfo } = await listOf(house, 'policyIdeas', one, { filter, first: 7 });
    const after = pageInfo.endCursor;
    expect(await listOf(house, 'policyIdeas', one, { filter, after })).toEqual(
      await listOf(house, 'policyIdeas', other, { filter, after }),
    );
  }
});

describe.each(LISTS)('the list of %s: %s, %s', (whose, field, order) => {
  const walk = { whose, field, order };
  const size = whose === COALITION_LIST ? 37 : 9;

  test('has every row once, in order, walked forwards or backwards', async () => {
    const { rows, totalCount } = await walkForwards(walk, size);
    expect(rows).toHaveLength(totalCount);
    expect(new Set(idsOf(rows)).size).toBe(totalCount);
    expect(idsOf(rows)).toEqual(idsOf(rows.toSorted(ORDERS[order])));
    expect(idsOf(await walkBackwards(walk, size))).toEqual(idsOf(rows));
  });

  test('gives every row that was there once, also while rows are added', async () => {
    const before = idsOf(await everyRow(walk));
    const organisation = whose === COALITION_LIST ? 'progress' : whose;
    const { rows } = await walkForwards(walk, size, async (at) => {
      const createdAt = new Date(Date.UTC(2020 + (at % 8), 1));
      await ideaModel(house.db(organisation)).create(anIdea({ organisation, createdAt }));
      await eventModel(house.db(organisation)).create(anEvent({ organisation, createdAt }));
      await campaignModel(house.db(organisation)).create(aCampaign({ organisation, createdAt }));
    });
    const seen = idsOf(rows);
    expect(new Set(seen).size).toBe(seen.length);
    const there = new Set(before);
    expect(seen.filter((id) => there.has(id))).toEqual(before);
  });
});

describe.each([ORGANISATION, COALITION_LIST])('a list of %s', (whose) => {
  const refused = async (args: ListArgs, field: Field = 'policyIdeas') =>
    refusalsOf(await askList(house, field, whose, args));
  const naming = (argument: string) => [{ code: 'BAD_USER_INPUT', argument }];

  test('has twenty rows a page when nobody says how many', async () => {
    for (const args of [{}, { first: null, last: null }])
      expect((await listOf(house, 'policyIdeas', whose, args)).edges).toHaveLength(20);
  });

  test.each([0, 101, -1, 10_000])('is refused for %d rows, naming the argument', async (size) => {
    for (const argument of ['first', 'last']) {
      const answer = await askList(house, 'policyIdeas', whose, { [argument]: size });
      expect(refusalsOf(answer)).toEqual(naming(argument));
      expect(answer.errors![0]!.message).toBe(
        `${argument}: expected a number from 1 to 100, but got ${size}.`,
      );
    }
  });

  test('is refused for both ends at once, naming the argument', async () => {
    const { endCursor } = (await listOf(house, 'policyIdeas', whose)).pageInfo;
    expect(await refused({ first: 2, last: 2 })).toEqual(naming('last'));
    expect(await refused({ after: endCursor, last: 2 })).toEqual(naming('last'));
    expect(await refused({ first: 2, before: endCursor })).toEqual(naming('before'));
    expect(await refused({ after: endCursor, before: endCursor })).toEqual(naming('before'));
  });

  const cursor = (...parts: unknown[]): string =>
    Buffer.from(JSON.stringify(parts)).toString('base64url');
  const ID = 'labour:idea:01JBXYZ0000000000000000000';

  test.each([
    ['an empty text', ''],
    ['a word', 'somewhere'],
    ['no list', Buffer.from('{"$gt":""}').toString('base64url')],
    ['too few keys', cursor('newest', 1)],
    ['too many keys', cursor('newest', 1, ID, ID)],
    ['an object for a key', cursor('newest', { $gt: 0 }, ID)],
    ['an object for an id', cursor('newest', 1, { $gt: '' })],
    ['null for a key', cursor('newest', null, ID)],
    ['a moment beyond all dates', cursor('newest', 1e300, ID)],
    ['another order', cursor('most-supported', 1, ID)],
  ])('is refused for a cursor that is %s, naming the argument', async (_title, wrong) => {
    for (const argument of ['after', 'before']) {
      const answer = await askList(house, 'policyIdeas', whose, { [argument]: wrong });
      expect(refusalsOf(answer)).toEqual(naming(argument));
      expect(answer.errors![0]!.message).toContain(
        `${argument}: expected a cursor that a page of this same list gave, but got `,
      );
    }
  });

  test('is refused for a cursor that another of its orders gave', async () => {
    const orders = {
      policyIdeas: ['NEWEST', 'OLDEST', 'MOST_SUPPORTED'],
      events: ['SOONEST', 'NEWEST', 'OLDEST'],
      campaigns: ['NEWEST', 'OLDEST'],
    };
    for (const field of ['policyIdeas', 'events', 'campaigns'] as const)
      for (const given of orders[field])
        for (const orderBy of orders[field].filter((order) => order !== given)) {
          const { endCursor } = (await listOf(house, field, whose, { orderBy: given })).pageInfo;
          expect(await refused({ orderBy, after: endCursor }, field)).toEqual(naming('after'));
        }
  });

  test('is empty, and says so, beyond its last row', async () => {
    const { edges } = await listOf(house, 'policyIdeas', whose, { last: 1 });
    const page = await listOf(house, 'policyIdeas', whose, { after: edges[0]!.cursor });
    expect(page.edges).toEqual([]);
    expect(page.pageInfo).toEqual({
      hasNextPage: false,
      hasPreviousPage: true,
      startCursor: null,
      endCursor: null,
    });
  });
});
