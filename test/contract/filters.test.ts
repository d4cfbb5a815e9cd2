import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { campaignModel } from '../../subgraphs/organisation/campaigns/campaign.ts';
import { eventModel } from '../../subgraphs/organisation/events/event.ts';
import { ideaModel } from '../../subgraphs/organisation/ideas/idea.ts';
import { THEMES } from '../../schema/themes.ts';
import { refusalsOf } from '../support/answer.ts';
import { aCampaign, anEvent, anIdea } from '../support/builders.ts';
import type { TestHouse } from '../support/house.ts';
import { aFullHouse } from './full-house.ts';
import {
  anyFilter,
  AREAS,
  CONDITIONS_OF,
  type Filter,
  meets,
  type Row,
  SELECTIONS,
  WORDS,
} from './filters.ts';
import { askList, COALITION_LIST, type Field, listOf, type Page, rowsOf } from './lists.ts';
import { ORGANISATION, ORGANISATIONS } from './people.ts';
import { CampaignStatus, Channel, EventKind, IdeaStatus } from '../../schema/generated/enums.ts';

const nth = <Value>(values: readonly Value[], at: number): Value => values[at % values.length]!;
const daysFromNow = (days: number): Date => new Date(Date.now() + days * 86_400_000);

/** What the nth of many rows says: every theme, area and word comes round. */
const saying = (organisation: string, at: number) => ({
  organisation,
  themes: at % 4 ? [nth(THEMES, at).id, nth(THEMES, at + 5).id] : [],
  area: at % 3 ? nth(AREAS, at).id : null,
  title: at % 5 ? `Row ${nth(WORDS, at)}` : `Row ${nth(WORDS, at).toUpperCase()}, ${at}`,
  summary: at % 2 ? `About ${nth(WORDS, at + 1)}.` : null,
  createdAt: new Date(Date.UTC(2025, at, 1 + at)),
});

const ideaOf = (organisation: string, at: number) =>
  anIdea({
    ...saying(organisation, at),
    status: nth(IdeaStatus, at),
    channel: nth(Channel, at + 1),
  });

const campaignOf = (organisation: string, at: number) =>
  aCampaign({
    ...saying(organisation, at),
    summary: `About ${nth(WORDS, at + 1)}.`,
    status: nth(CampaignStatus, at),
  });

function eventOf(organisation: string, at: number) {
  const said = saying(organisation, at);
  const startsAt = daysFromNow(at * 7 - 80);
  const place = {
    name: 'The hall',
    address: null,
    area: said.area,
    latitude: null,
    longitude: null,
  };
  return anEvent({
    ...said,
    kind: nth(EventKind, at),
    status: nth(['SCHEDULED', 'CHANGED', 'CANCELLED'] as const, at),
    online: at % 2 === 0,
    place,
    startsAt,
    endsAt: new Date(startsAt.getTime() + 3_600_000),
  });
}

/** The most rows that one page shows: what is filtered here is never more in all. */
const ALL = 100;
const ROWS_EACH = 24;
const FIELDS = ['policyIdeas', 'events', 'campaigns'] as const;

let house: TestHouse;
const all: Record<Field, Row[]> = { policyIdeas: [], events: [], campaigns: [] };

/** All rows of a list by the largest pages. */
async function everyRow(field: Field): Promise<Row[]> {
  const rows: Row[] = [];
  for (let after: string | null = null; ;) {
    const how = { selection: SELECTIONS[field] };
    const page: Page<Row> = await listOf<Row>(
      house,
      field,
      COALITION_LIST,
      { first: ALL, after },
      how,
    );
    rows.push(...rowsOf(page));
    if (!page.pageInfo.hasNextPage) return rows;
    after = page.pageInfo.endCursor;
  }
}

async function addRows(to: TestHouse): Promise<void> {
  const numbers = Array.from({ length: ROWS_EACH }, (_, at) => at);
  for (const organisation of ORGANISATIONS) {
    const db = to.db(organisation);
    await ideaModel(db).insertMany(numbers.map((at) => ideaOf(organisation, at)));
    await eventModel(db).insertMany(numbers.map((at) => eventOf(organisation, at)));
    await campaignModel(db).insertMany(numbers.map((at) => campaignOf(organisation, at)));
  }
}

beforeAll(async () => {
  house = await aFullHouse(addRows);
  for (const field of FIELDS) all[field] = await everyRow(field);
});
afterAll(() => house?.close());

/** What a list shows of a filter, and how many it says there are. */
async function filtered(field: Field, whose: string, filter: Filter) {
  const page = await listOf(house, field, whose, { filter, orderBy: 'NEWEST', first: ALL });
  return { ids: rowsOf(page).map(({ id }) => id), totalCount: page.totalCount };
}

/** The same, by looking at every row. */
function plainly(field: Field, whose: string, filter: Filter) {
  const rows = all[field].filter(
    (row) => (whose === COALITION_LIST || row.organisation.id === whose) && meets(row, filter),
  );
  return { ids: rows.slice(0, ALL).map(({ id }) => id), totalCount: rows.length };
}

const LISTS = [COALITION_LIST, ORGANISATION];

describe.each(FIELDS)('a filter of %s', (field) => {
  test.each(Object.keys(CONDITIONS_OF[field]))(
    'by %s alone lists what a plain look at every row finds, in each list',
    async (condition) => {
      const arbitrary = CONDITIONS_OF[field][condition as never] as fc.Arbitrary<string>;
      let some = 0;
      for (const wanted of fc.sample(arbitrary, { numRuns: 2, seed: 1 })) {
        const filter = { [condition]: wanted };
        for (const whose of LISTS) {
          const expected = plainly(field, whose, filter);
          expect({ filter, whose, ...(await filtered(field, whose, filter)) }).toEqual({
            filter,
            whose,
            ...expected,
          });
          if (expected.totalCount > 0 && expected.totalCount < all[field].length) some += 1;
        }
      }
      // A condition that all rows meet, or none, would show nothing.
      expect(some).toBeGreaterThan(0);
    },
  );

  test('of several conditions lists what meets them all', async () => {
    await fc.assert(
      fc.asyncProperty(anyFilter(field), fc.constantFrom(...LISTS), async (filter, whose) => {
        expect(await filtered(field, whose, filter)).toEqual(plainly(field, whose, filter));
      }),
      { numRuns: 15 },
    );
  });

  test("lists the same in an organisation's list and, for it alone, in the coalition's", async () => {
    await fc.assert(
      fc.asyncProperty(anyFilter(field), async (any) => {
        const { organisations: _anyone, ...filter } = any;
        expect(
          await filtered(field, COALITION_LIST, { ...filter, organisations: [ORGANISATION] }),
        ).toEqual(await filtered(field, ORGANISATION, filter));
      }),
      { numRuns: 6 },
    );
  });

  test('by nothing at all of a condition lists nothing', async () => {
    for (const condition of ['organisations', 'organisationKinds', 'themes', 'areas', 'statuses'])
      for (const whose of LISTS)
        expect(await filtered(field, whose, { [condition]: [] })).toEqual({
          ids: [],
          totalCount: 0,
        });
  });

  test('looks for words, whatever signs stand between them', async () => {
    const plain = await filtered(field, COALITION_LIST, { text: 'vornak' });
    expect(plain.totalCount).toBeGreaterThan(0);
    for (const text of [
      'VORNAK',
      '"vornak"',
      '-vornak',
      '(vornak',
      '[vornak',
      'vornak\\',
      '$vornak',
      '{"vornak":1}',
      "vornak' || true",
      '\u0000vornak',
    ])
      expect({ text, ...(await filtered(field, COALITION_LIST, { text })) }).toEqual({
        text,
        ...plain,
      });
    for (const text of ['vor.ak', 'vorna.*', 'vorna', '^v', 'v|n', '.vornak.quixo+'])
      expect({ text, ...(await filtered(field, COALITION_LIST, { text })) }).toEqual({
        text,
        ...plainly(field, COALITION_LIST, { text }),
      });
  });

  test.each([
    [{ organisations: ['unite', 'No one!'] }, 'filter.organisations[1]'],
    [{ organisations: ['$ne'] }, 'filter.organisations[0]'],
    [{ themes: ['housing', 'dragons'] }, 'filter.themes[1]'],
    [{ areas: ['atlantis'] }, 'filter.areas[0]'],
    [{ areas: ['constructor'] }, 'filter.areas[0]'],
    [{ text: '' }, 'filter.text'],
    [{ text: '.*' }, 'filter.text'],
    [{ text: 'word '.repeat(41) }, 'filter.text'],
  ])('of %j is refused, naming the condition', async (filter, argument) => {
    for (const whose of LISTS) {
      const answer = await askList(house, field, whose, { filter });
      expect(refusalsOf(answer)).toEqual([{ code: 'BAD_USER_INPUT', argument }]);
      expect(answer.errors![0]!.message).toMatch(/: expected .+, but got .+\.$/);
    }
  });
});

describe('search', () => {
  const search = (args: object) =>
    house.ask<{ search: Page<{ id: string }> }>(
      `query ($text: String!, $organisations: [ID!], $first: Int, $after: String) {
        search(text: $text, organisations: $organisations, first: $first, after: $after) {
          totalCount pageInfo { hasNextPage endCursor } edges { cursor node { id } }
        }
      }`,
      { first: 100, ...args },
    );
  const found = async (args: object) => {
    const ids: string[] = [];
    for (let after: string | null = null; ;) {
      const page: Page<{ id: string }> = (await search({ ...args, after })).data!.search;
      ids.push(...rowsOf(page).map(({ id }) => id));
      const { totalCount } = page;
      if (!page.pageInfo.hasNextPage) return { totalCount, ids: ids.toSorted() };
      after = page.pageInfo.endCursor;
    }
  };
  const plainlyFound = (text: string, organisations?: string[]) => {
    const hits = FIELDS.flatMap((field) =>
      all[field].filter((row) => meets(row, { text, ...(organisations && { organisations }) })),
    );
    return { totalCount: hits.length, ids: hits.map(({ id }) => id).toSorted() };
  };

  test('finds every idea, event and campaign with any of the words', async () => {
    for (const text of WORDS) expect(await found({ text })).toEqual(plainlyFound(text));
  });

  test('finds only what is of the organisations asked for', async () => {
    const organisations = ['unite', 'progress', 'nobody'];
    expect(await found({ text: WORDS[0], organisations })).toEqual(
      plainlyFound(WORDS[0]!, organisations),
    );
    expect(await found({ text: WORDS[0], organisations: [] })).toEqual({ totalCount: 0, ids: [] });
  });

  test('gives each result once, walked by pages', async () => {
    const ids: string[] = [];
    const text = WORDS.slice(0, 3).join(' ');
    for (let after: string | null = null; ;) {
      const page: Page<{ id: string }> = (await search({ text, first: 13, after })).data!.search;
      ids.push(...rowsOf(page).map(({ id }) => id));
      if (!page.pageInfo.hasNextPage) break;
      after = page.pageInfo.endCursor;
    }
    expect(ids.toSorted()).toEqual(plainlyFound(text).ids);
  });

  test.each([
    [{ text: '' }, 'text'],
    [{ text: '   ' }, 'text'],
    [{ text: '"$^*"' }, 'text'],
    [{ text: 'x'.repeat(201) }, 'text'],
    [{ text: 'bus', organisations: ['unite', 'Not an id!'] }, 'organisations[1]'],
    [{ text: 'bus', first: 0 }, 'first'],
    [{ text: 'bus', first: 101 }, 'first'],
    [{ text: 'bus', after: 'somewhere' }, 'after'],
  ])('of %j is refused, naming the argument', async (args, argument) => {
    expect(refusalsOf(await search(args))).toEqual([{ code: 'BAD_USER_INPUT', argument }]);
  });
});
