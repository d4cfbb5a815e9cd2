import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { campaignModel } from '../../subgraphs/organisation/campaigns/campaign.ts';
import { eventModel } from '../../subgraphs/organisation/events/event.ts';
import { dataOf, refusalsOf } from '../support/answer.ts';
import { aCampaign, anEvent } from '../support/builders.ts';
import type { TestHouse } from '../support/house.ts';
import { aFullHouse } from './full-house.ts';
import { anyFilter, type Filter } from './filters.ts';
import { COALITION_LIST, type Field, listOf } from './lists.ts';
import { ORGANISATION, ORGANISATIONS } from './people.ts';
import { CampaignStatus } from '../../schema/generated/enums.ts';

const TYPES = { policyIdeas: 'PolicyIdea', events: 'Event', campaigns: 'Campaign' } as const;
const SHARED =
  'themes { theme { id } count } areas { area { id } count } organisations { organisation { id } count } organisationKinds { kind count } months { month count }';
const FACETS = {
  policyIdeas: `${SHARED} statuses { status count } channels { channel count }`,
  events: `${SHARED} kinds { kind count } statuses { status count }`,
  campaigns: `${SHARED} statuses { status count }`,
};

type Counted = { count: number } & Record<string, string | { id: string } | number>;
type Facets = Record<string, Counted[]>;

let house: TestHouse;

/** Events that are over, were called off or moved, and campaigns in every state. */
async function addRows(to: TestHouse): Promise<void> {
  for (const [at, organisation] of ORGANISATIONS.entries()) {
    const given = {
      organisation,
      themes: ['housing', 'work'],
      // Places of all levels: a nation, a region, and constituencies of both.
      area: ['wales', 'north-west', 'E14000530', 'W07000041', 'england'][at] ?? 'wales',
    };
    const over = new Date(Date.now() - (at + 1) * 40 * 86_400_000);
    const status = (['SCHEDULED', 'CHANGED', 'CANCELLED'] as const)[at % 3]!;
    await eventModel(to.db(organisation)).insertMany([
      anEvent({ ...given, startsAt: over, endsAt: over }),
      anEvent({ ...given, startsAt: over, endsAt: over, status: 'CANCELLED' }),
      anEvent({ ...given, status }),
    ]);
    await campaignModel(to.db(organisation)).insertMany(
      CampaignStatus.map((one, month) =>
        aCampaign({ ...given, status: one, createdAt: new Date(Date.UTC(2025, month * 3, 1)) }),
      ),
    );
  }
}

beforeAll(async () => {
  house = await aFullHouse(addRows);
});
afterAll(() => house?.close());

/** The facets of a list under a filter. */
async function facetsOf(field: Field, whose: string, filter: Filter): Promise<Facets> {
  const list = `list: ${field}(filter: $filter) { facets { ${FACETS[field]} } }`;
  const query = `query ($filter: ${TYPES[field]}Filter) {
    ${whose === COALITION_LIST ? list : `organisation(id: "${whose}") { ${list} }`}
  }`;
  type Listed = { list: { facets: Facets } };
  const data = dataOf(await house.ask<Listed & { organisation: Listed }>(query, { filter }));
  return (whose === COALITION_LIST ? data : data.organisation).list.facets;
}

/** What a count is of: `housing`, `WEB`, `2026-03`. */
function valueOf({ count: _count, ...rest }: Counted): string {
  const [value] = Object.values(rest);
  return typeof value === 'object' ? value.id : String(value);
}

const monthAfter = (month: string): string => {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number)).toISOString();
};

/** The filter with one value of a facet in place of what it says of that. */
function chosen(field: Field, facet: string, value: string, filter: Filter): Filter {
  if (facet !== 'months') return { ...filter, [facet]: [value] };
  const [from, before]: [string, string] =
    field === 'events' ? ['startsFrom', 'startsBefore'] : ['createdFrom', 'createdBefore'];
  return { ...filter, [from]: `${value}-01T00:00:00.000Z`, [before]: monthAfter(value) };
}

const countUnder = async (field: Field, whose: string, filter: Filter): Promise<number> =>
  (await listOf(house, field, whose, { filter, first: 1 })).totalCount;

describe.each(['policyIdeas', 'events', 'campaigns'] as const)('the facets of %s', (field) => {
  test('say what the list has with each value chosen, all else in its filter as it is', async () => {
    let counted = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.constant({}), anyFilter(field)),
        fc.constantFrom(COALITION_LIST, ORGANISATION),
        fc.nat(),
        async (filter, whose, which) => {
          const facets = await facetsOf(field, whose, filter);
          for (const [facet, counts] of Object.entries(facets)) {
            if (counts.length === 0) continue;
            const one = counts[which % counts.length]!;
            const wanted = chosen(field, facet, valueOf(one), filter);
            const { count } = one;
            expect({ filter, whose, wanted, count }).toEqual({
              filter,
              whose,
              wanted,
              count: await countUnder(field, whose, wanted),
            });
            counted += 1;
          }
        },
      ),
      { numRuns: 12 },
    );
    expect(counted).toBeGreaterThan(20);
  });

  test('leave out only what there is none of', async () => {
    const facets = await facetsOf(field, COALITION_LIST, {});
    const { totalCount } = await listOf(house, field, COALITION_LIST, { first: 1 });
    const sums = Object.entries(facets).map(([facet, counts]) => [
      facet,
      counts.reduce((sum, { count }) => sum + count, 0),
    ]);
    const sumOf = Object.fromEntries(sums) as Record<string, number>;
    // Each has one of these; themes may be several, and an area none.
    for (const facet of [
      'organisations',
      'organisationKinds',
      'months',
      'statuses',
      'channels',
      'kinds',
    ])
      expect({ facet, sum: sumOf[facet] ?? totalCount }).toEqual({ facet, sum: totalCount });
    expect(facets['organisations']).toHaveLength(ORGANISATIONS.length);
    expect(Object.values(facets).every((counts) => counts.every(({ count }) => count > 0))).toBe(
      true,
    );
  });

  test('put the most first, and months in their order', async () => {
    const { months = [], ...others } = await facetsOf(field, COALITION_LIST, {});
    for (const counts of Object.values(others))
      expect(counts.map(({ count }) => count)).toEqual(
        counts.map(({ count }) => count).toSorted((one, other) => other - one),
      );
    expect(months.map(valueOf)).toEqual(months.map(valueOf).toSorted());
  });

  test('agree with the sum of what was chosen, where each has one value', async () => {
    const facets = await facetsOf(field, COALITION_LIST, {});
    const two = facets['statuses']!.slice(0, 2).map(valueOf);
    const filter = { statuses: two };
    const { statuses = [] } = await facetsOf(field, COALITION_LIST, filter);
    const sum = statuses
      .filter((one) => two.includes(valueOf(one)))
      .reduce((all, { count }) => all + count, 0);
    expect(sum).toBe(await countUnder(field, COALITION_LIST, filter));
  });
});

describe('the facets of a search', () => {
  const search = async (args: object) =>
    dataOf(
      await house.ask<{ search: { totalCount: number; facets: Facets } }>(
        `query ($types: [CardType!], $themes: [ID!], $areas: [ID!], $organisations: [ID!], $organisationKinds: [OrganisationKind!]) {
          search(text: "bus work home", types: $types, themes: $themes, areas: $areas, organisations: $organisations, organisationKinds: $organisationKinds, first: 1) {
            totalCount facets { ${SHARED} types { type count } }
          }
        }`,
        args,
      ),
    ).search;

  test.each([
    {},
    { types: ['IDEA'] },
    { themes: ['work'] },
    { organisationKinds: ['UNION', 'PARTY'] },
  ])('say what the search has with each value chosen, under %j', async (args) => {
    const { months: _, ...facets } = (await search(args)).facets;
    expect(facets['types']!.length).toBeGreaterThan(1);
    for (const [facet, counts] of Object.entries(facets))
      for (const one of counts.slice(0, 3))
        expect({ facet, count: one.count }).toEqual({
          facet,
          count: (await search({ ...args, [facet]: [valueOf(one)] })).totalCount,
        });
  });
});

describe('the facets of papers', () => {
  const papers = async (whose: string, filter: object) => {
    const list = `list: papers(filter: $filter) { totalCount facets {
      themes { theme { id } count } statuses { status count } organisations { organisation { id } count } months { month count } } }`;
    const query = `query ($filter: PaperFilter) {
      ${whose === COALITION_LIST ? list : `organisation(id: "${whose}") { ${list} }`} }`;
    type Listed = { list: { totalCount: number; facets: Facets } };
    const data = dataOf(await house.ask<Listed & { organisation: Listed }>(query, { filter }));
    return (whose === COALITION_LIST ? data : data.organisation).list;
  };

  test.each([COALITION_LIST, 'progress'])('agree with the list of %s', async (whose) => {
    const { totalCount, facets } = await papers(whose, {});
    expect(totalCount).toBeGreaterThan(2);
    for (const facet of ['themes', 'statuses', 'organisations'])
      for (const one of facets[facet]!)
        expect({ facet, count: one.count }).toEqual({
          facet,
          count: (await papers(whose, { [facet]: [valueOf(one)] })).totalCount,
        });
    expect(facets['statuses']!.map(valueOf)).not.toContain('DRAFT');
  });
});

test('facets of a filter that is wrong are refused as its list is', async () => {
  const query = '{ policyIdeas(filter: { themes: ["dragons"] }) { facets { themes { count } } } }';
  expect(refusalsOf(await house.ask(query))).toEqual([
    { code: 'BAD_USER_INPUT', argument: 'filter.themes[0]' },
  ]);
});

describe.each(['policyIdeas', 'events', 'experiences'])('the areas of %s', (list) => {
  const countedBy = async (kind: string) =>
    dataOf(
      await house.ask<{
        list: { facets: { areas: { area: { id: string; kind: string }; count: number }[] } };
      }>(`{ list: ${list} { facets { areas${kind} { area { id kind } count } } } }`),
    ).list.facets.areas;
  const listed = async (area: string) =>
    dataOf(
      await house.ask<{ list: { totalCount: number } }>(
        `{ list: ${list}(filter: { areas: ["${area}"] }) { totalCount } }`,
      ),
    ).list.totalCount;
  const sumOf = (counts: readonly { count: number }[]) =>
    counts.reduce((sum, { count }) => sum + count, 0);

  test('are counted at each level, and a filter on an area takes what lies in it', async () => {
    const state = await listed('united-kingdom');
    expect(state).toBeGreaterThan(0);
    for (const kind of ['', '(kind: NATION)', '(kind: CONSTITUENCY)', '(kind: STATE)']) {
      const counts = await countedBy(kind);
      expect(sumOf(counts)).toBeLessThanOrEqual(state);
      for (const { area, count } of counts)
        expect([kind, area.id, await listed(area.id)]).toEqual([kind, area.id, count]);
    }
  });
});

test('areas are found by kind, in another area, and by name; by id and by code', async () => {
  const found = async (args: string) =>
    dataOf(
      await house.ask<{ areas: { totalCount: number; nodes: { id: string }[] } }>(
        `{ areas(${args}) { totalCount nodes { id code kind parent { id } ancestors { id } } } }`,
      ),
    ).areas;
  expect((await found('kinds: [REGION]')).totalCount).toBe(9);
  expect((await found('area: "wales", kinds: [CONSTITUENCY]')).totalCount).toBe(40);
  expect((await found('area: "E12000002", text: "manchester"')).nodes).toContainEqual({
    id: expect.any(String),
    code: expect.any(String),
    kind: 'CONSTITUENCY',
    parent: { id: 'north-west' },
    ancestors: [{ id: 'north-west' }, { id: 'england' }, { id: 'united-kingdom' }],
  });
  const wrong = await house.ask('{ areas(area: "atlantis") { totalCount } }');
  expect(refusalsOf(wrong)).toEqual([{ code: 'BAD_USER_INPUT', argument: 'area' }]);
});
