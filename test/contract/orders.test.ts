/** The orders that need a condition, through the gateway: best match of a text, and nearest to a point. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { dataOf, refusalsOf } from '../support/answer.ts';
import type { TestHouse } from '../support/house.ts';
import { kmBetween } from '../unit/framework/globe.ts';
import { aFullHouse } from './full-house.ts';
import { COALITION_LIST, type Field, listOf, rowsOf } from './lists.ts';
import { ORGANISATION, ORGANISATIONS } from './people.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await aFullHouse();
});
afterAll(() => house?.close());

interface Page {
  totalCount: number;
  pageInfo: Record<'hasNextPage' | 'hasPreviousPage', boolean> &
    Record<'startCursor' | 'endCursor', string | null>;
  edges: { node: { id: string }; card?: { createdAt: string } }[];
}
type Ask = (args: object) => Promise<Page>;

const ABOUT =
  'totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { node { id } }';
const PAGES = '$first: Int, $after: String, $last: Int, $before: String';
const GIVEN = 'first: $first, after: $after, last: $last, before: $before';

/** Asks a list with the fixed arguments, by pages. */
const list =
  (name: string, fixed: string): Ask =>
  async (args) =>
    dataOf(
      await house.ask<{ list: Page }>(
        `query (${PAGES}) { list: ${name}(${fixed}, ${GIVEN}) { ${ABOUT} } }`,
        args,
      ),
    ).list;

const idsOf = ({ edges }: Page): string[] => edges.map(({ node }) => node.id);

async function forwards(ask: Ask, first: number): Promise<string[]> {
  const ids: string[] = [];
  for (let after: string | null = null; ;) {
    const page: Page = await ask({ first, after });
    ids.push(...idsOf(page));
    if (!page.pageInfo.hasNextPage) return ids;
    after = page.pageInfo.endCursor;
  }
}

async function backwards(ask: Ask, last: number): Promise<string[]> {
  const ids: string[] = [];
  for (let before: string | null = null; ;) {
    const page: Page = await ask({ last, before });
    ids.unshift(...idsOf(page));
    if (!page.pageInfo.hasPreviousPage) return ids;
    before = page.pageInfo.startCursor;
  }
}

const TEXT = 'text: "work home bus care"';
const UK = 'near: { latitude: 53.5, longitude: -2, radiusKm: 900 }';

describe.each([
  ['policyIdeas', `filter: { ${TEXT} }, orderBy: RELEVANCE`],
  ['events', `filter: { ${TEXT} }, orderBy: RELEVANCE`],
  ['campaigns', `filter: { ${TEXT} }, orderBy: RELEVANCE`],
  ['papers', 'filter: { text: "home care travel rent" }, orderBy: RELEVANCE'],
  ['papers', 'orderBy: NEWEST'],
  ['papers', 'orderBy: OLDEST'],
  ['search', TEXT],
  ['search', `${TEXT}, orderBy: NEWEST`],
  ['search', `${TEXT}, orderBy: OLDEST`],
  ['search', `${TEXT}, ${UK}, orderBy: NEAREST`],
  ['search', `${TEXT}, organisationKinds: [UNION, MOVEMENT], themes: ["transport", "work"]`],
  ['events', `filter: { ${UK} }, orderBy: NEAREST`],
])('%s(%s)', (name, fixed) => {
  test('has every row once, the same walked forwards or backwards', async () => {
    const ask = list(name, fixed);
    const { totalCount } = await ask({ first: 1 });
    const ids = await forwards(ask, 7);
    expect(totalCount).toBeGreaterThan(1);
    expect(new Set(ids).size).toBe(totalCount);
    expect(ids).toHaveLength(totalCount);
    expect(await backwards(ask, 7)).toEqual(ids);
    expect(await forwards(ask, 100)).toEqual(ids);
  });
});

test('search puts newest first, or oldest first, where it is asked to', async () => {
  const moments = async (orderBy: string) =>
    dataOf(
      await house.ask<{ search: Page }>(
        `{ search(${TEXT}, orderBy: ${orderBy}, first: 50) { edges { node { id } card { createdAt } } } }`,
      ),
    ).search.edges.map(({ card }) => card!.createdAt);
  const [newest, oldest] = [await moments('NEWEST'), await moments('OLDEST')];
  expect(newest).toEqual(newest.toSorted().toReversed());
  expect(oldest).toEqual(oldest.toSorted());
});

interface Placed {
  id: string;
  place: { latitude: number; longitude: number };
}

test("the nearest events are the same in an organisation's list and in the coalition's", async () => {
  const near = { latitude: 53.48, longitude: -2.24, radiusKm: 300 };
  const selection = '{ id place { latitude longitude } }';
  for (const organisation of ORGANISATIONS) {
    const args = { orderBy: 'NEAREST', first: 100 };
    const [own, everyones] = await Promise.all([
      listOf<Placed>(house, 'events', organisation, { ...args, filter: { near } }, { selection }),
      listOf<Placed>(
        house,
        'events',
        COALITION_LIST,
        { ...args, filter: { near, organisations: [organisation] } },
        { selection },
      ),
    ]);
    expect(everyones).toEqual(own);
    const far = rowsOf(own).map(({ place }) => kmBetween(place, near));
    expect(far).toEqual(far.toSorted((one, other) => one - other));
    expect(far.every((km) => km <= 300)).toBe(true);
    expect(far.length).toBeGreaterThan(0);
  }
});

describe.each([COALITION_LIST, ORGANISATION])('a list of %s', (whose) => {
  const refused = async (field: Field, args: string) => {
    const asked = `list: ${field}(${args}) { totalCount edges { node { id } } }`;
    const nested = whose === COALITION_LIST ? asked : `organisation(id: "${whose}") { ${asked} }`;
    return refusalsOf(await house.ask(`{ ${nested} }`));
  };
  const naming = (argument: string) => [{ code: 'BAD_USER_INPUT', argument }];

  test.each<[Field, string, string]>([
    ['policyIdeas', 'orderBy: RELEVANCE', 'orderBy'],
    ['events', 'orderBy: RELEVANCE', 'orderBy'],
    ['events', 'orderBy: NEAREST', 'orderBy'],
    ['campaigns', 'orderBy: RELEVANCE', 'orderBy'],
    [
      'events',
      'filter: { near: { latitude: 91, longitude: 0, radiusKm: 1 } }',
      'filter.near.latitude',
    ],
    [
      'events',
      'filter: { near: { latitude: 1, longitude: 181, radiusKm: 1 } }',
      'filter.near.longitude',
    ],
    [
      'events',
      'filter: { near: { latitude: 1, longitude: 0, radiusKm: 1001 } }',
      'filter.near.radiusKm',
    ],
    [
      'events',
      'filter: { near: { latitude: 1, longitude: 0, radiusKm: 0 } }',
      'filter.near.radiusKm',
    ],
  ])('%s(%s) is refused, naming the argument', async (field, args, argument) => {
    expect(await refused(field, args)).toEqual(naming(argument));
  });
});

test.each([
  ['orderBy: NEAREST', 'orderBy'],
  ['near: { latitude: 1, longitude: 0, radiusKm: -1 }', 'near.radiusKm'],
  ['themes: ["dragons"]', 'themes[0]'],
  ['areas: ["atlantis"]', 'areas[0]'],
  ['last: 3, first: 3', 'last'],
])('search(text: "bus", %s) is refused, naming the argument', async (args, argument) => {
  expect(refusalsOf(await house.ask(`{ search(text: "bus", ${args}) { totalCount } }`))).toEqual([
    { code: 'BAD_USER_INPUT', argument },
  ]);
});
