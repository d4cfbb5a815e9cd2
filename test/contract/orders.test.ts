/** The orders that need a condition, through the gateway: best match of a text, and nearest to a point. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { dataOf, refusalsOf } from '../support/answer.ts';
import type { TestHouse } from '../support/house.ts';
import { kmBetween } from '../unit/framework/globe.ts';
import { aFullHouse } from './full-house.ts';
import { COALITION_LIST, type Field, listOf, rowsOf } from './lists.ts';
import { memberToken, OF_KIND, ORGANISATION, ORGANISATIONS } from './people.ts';

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

/** Every list across organisations, with who has things of it. */
const LISTS: [field: string, owners: readonly string[]][] = [
  ['policyIdeas', ORGANISATIONS],
  ['events', ORGANISATIONS],
  ['campaigns', ORGANISATIONS],
  ['experiences', ORGANISATIONS],
  ['policyReviews', [OF_KIND.PARTY]],
  ['polls', [OF_KIND.UNION]],
  ['papers', [OF_KIND.THINK_TANK]],
  ['wins', ORGANISATIONS.filter((id) => !Object.values(OF_KIND).slice(0, 3).includes(id))],
];

interface Updated {
  totalCount: number;
  nodes: { id: string; updatedAt: string; createdAt: string }[];
}
const UPDATED = 'totalCount nodes { id updatedAt createdAt }';
const lastChanged = async (field: string, filter = ''): Promise<Updated> =>
  dataOf(
    await house.ask<{ list: Updated }>(
      `{ list: ${field}(orderBy: UPDATED, first: 100${filter}) { ${UPDATED} } }`,
    ),
  ).list;

describe.each(LISTS)('%s by when they changed last', (field, owners) => {
  test('are those of all their organisations, the latest first', async () => {
    const { nodes } = await lastChanged(field);
    const sorted = nodes.toSorted((one, other) =>
      one.updatedAt === other.updatedAt
        ? other.id.localeCompare(one.id)
        : other.updatedAt.localeCompare(one.updatedAt),
    );
    expect(nodes.length).toBeGreaterThan(0);
    expect(nodes).toEqual(sorted);
    const own = await Promise.all(
      owners.map(async (id) =>
        dataOf(
          await house.ask<{ organisation: { list: Updated } }>(
            `{ organisation(id: "${id}") { list: ${field}(orderBy: UPDATED, first: 100) { ${UPDATED} } } }`,
          ),
        ).organisation.list.nodes.slice(0, nodes.length),
      ),
    );
    const ids = new Set(own.flat().map((node) => JSON.stringify(node)));
    expect(nodes.filter((node) => !ids.has(JSON.stringify(node)))).toEqual([]);
  });

  test('are divided by a moment, which is of the later part', async () => {
    const { nodes, totalCount } = await lastChanged(field);
    const moment = nodes.at(-1)!.updatedAt;
    const from = await lastChanged(field, `, filter: { updatedFrom: "${moment}" }`);
    const before = await lastChanged(field, `, filter: { updatedBefore: "${moment}" }`);
    expect(from.totalCount + before.totalCount).toBe(totalCount);
    expect(from.nodes.at(-1)?.updatedAt).toBe(moment);
  });
});

test('a vote changes an idea, so that it comes first', async () => {
  const token = await memberToken(house, ORGANISATION, 'who changes an idea');
  const open = await house.ask<{ policyIdeas: { nodes: { id: string }[] } }>(
    '{ policyIdeas(filter: { statuses: [UNDER_DISCUSSION] }, orderBy: OLDEST, first: 1) { nodes { id } } }',
  );
  const [idea] = dataOf(open).policyIdeas.nodes;
  const latest = async () => (await lastChanged('policyIdeas')).nodes[0]?.id;
  expect(await latest()).not.toBe(idea!.id);
  dataOf(
    await house.ask(
      `mutation { takePosition(input: { idea: "${idea!.id}", position: SUPPORT }) { userErrors { code } } }`,
      {},
      token,
    ),
  );
  expect(await latest()).toBe(idea!.id);
});

test.each(['polls', 'policyReviews'])('%s are open or closed, and counted so', async (field) => {
  const asked = async (statuses: string) =>
    dataOf(
      await house.ask<{ list: { totalCount: number; nodes: { status: string }[] } }>(
        `{ list: ${field}(filter: { statuses: ${statuses} }, orderBy: CLOSING) { totalCount nodes { status } } }`,
      ),
    ).list;
  const [all, open, closed, none] = [
    await asked('[OPEN, CLOSED]'),
    await asked('[OPEN]'),
    await asked('[CLOSED]'),
    await asked('[]'),
  ];
  expect(open.totalCount + closed.totalCount).toBe(all.totalCount);
  expect(none.totalCount).toBe(0);
  expect(open.nodes.every(({ status }) => status === 'OPEN')).toBe(true);
  expect(closed.nodes.every(({ status }) => status === 'CLOSED')).toBe(true);
  const counted = dataOf(
    await house.ask<{ list: { facets: { statuses: { status: string; count: number }[] } } }>(
      `{ list: ${field} { facets { statuses { status count } } } }`,
    ),
  ).list.facets.statuses;
  const countOf = (wanted: string) => counted.find(({ status }) => status === wanted)?.count ?? 0;
  expect([countOf('OPEN'), countOf('CLOSED')]).toEqual([open.totalCount, closed.totalCount]);
});
