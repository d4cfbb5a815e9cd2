/** What a page of the catalogue costs: it does not grow with the catalogue. */
import type { CardList } from '../../../subgraphs/cards/card-list.ts';
import { list as ideaList } from '../../../subgraphs/organisation/ideas/idea-list.ts';
import { list as eventList } from '../../../subgraphs/organisation/events/event-list.ts';
import { list as campaignList } from '../../../subgraphs/organisation/campaigns/campaign-list.ts';
import { list as paperList } from '../../../subgraphs/kinds/think-tank/papers/paper-list.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Connection } from 'mongoose';
import type { Organisation } from '../../../directory/organisations.ts';
import { chanceOf } from '../../../development/sample/chance.ts';
import { type Catalogue, catalogueOf } from '../../../subgraphs/coalition/catalogue/catalogue.ts';
import { regions } from '../../../schema/areas.ts';
import { cellsOf } from '../../../subgraphs/framework/near/cells.ts';
import { connect } from '../../../subgraphs/framework/mongo.ts';
import type { Card } from '../../../subgraphs/cards/card.ts';
import { THEMES } from '../../../schema/themes.ts';
import { aCampaign, anEvent, anIdea } from '../../support/builders.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import {
  Channel,
  EventKind,
  IdeaStatus,
  OrganisationKind,
} from '../../../schema/generated/enums.ts';

const DAY_MS = 86_400_000;
const OWNERS: Organisation[] = Array.from({ length: 20 }, (_, at) => ({
  id: `organisation-${String.fromCodePoint(97 + at)}`,
  name: `Organisation ${at}`,
  kind: OrganisationKind[at % 4]!,
})) as Organisation[];

const chance = chanceOf('examined');
const one = <Value>(values: readonly Value[]): Value => chance.pick(values);
const moment = (): Date =>
  new Date(Date.UTC(2026, 0, 1) + chance.integer(0, 300 * 24 * 60) * 60_000);

const said = () => ({
  organisation: one(OWNERS).id,
  themes: chance.some(THEMES, chance.integer(1, 2)).map(({ id }) => id),
  area: one(regions()).id,
  createdAt: moment(),
});

function ideaCard(): Card {
  const {
    body: _,
    person: _by,
    named: _named,
    counts: _counts,
    ...card
  } = anIdea({
    ...said(),
    title: `Row ${one(['bench', 'bus', 'tram', 'ferry'])}`,
    status: one(IdeaStatus),
    channel: one(Channel),
  });
  const support = chance.integer(0, 500);
  return { ...card, tally: { ...card.tally, support }, type: 'IDEA' } as Card;
}

/** Half of the events are long over. */
function eventCard(): Card {
  const startsAt = new Date(Date.now() + chance.integer(-400, 400) * DAY_MS);
  const place = {
    name: 'The hall',
    address: null,
    area: null,
    latitude: chance.integer(50_000, 58_000) / 1_000,
    longitude: chance.integer(-5_000, 1_000) / 1_000,
  };
  const {
    guests: _,
    description: _text,
    onlineUrl: _url,
    ...card
  } = anEvent({
    ...said(),
    kind: one(EventKind),
    startsAt,
    endsAt: new Date(startsAt.getTime() + 7_200_000),
    place,
    cells: cellsOf(place),
  });
  return { ...card, type: 'EVENT' };
}

function campaignCard(): Card {
  const { resources: _, milestones: _steps, description: _text, ...card } = aCampaign(said());
  return { ...card, type: 'CAMPAIGN' };
}

const cardsOf = (count: number): Card[] =>
  Array.from({ length: count }, () => [ideaCard(), eventCard(), campaignCard()]).flat();

/** Has the catalogue take in cards, as the feeds of their organisations bring them. */
async function put(cards: readonly Card[]): Promise<void> {
  for (const { id } of OWNERS) {
    const own = cards.filter(({ organisation }) => organisation === id);
    const entries = own.map((card) => ({ thing: card._id, version: 1, card }));
    await catalogue.apply(entries, id, 1);
  }
}

type List = 'ideas' | 'events' | 'campaigns';
type Args = { filter?: object; orderBy: string };

const theme = { themes: [THEMES[0]!.id] };
const area = { areas: [regions()[0]!.id] };
const organisations = { organisations: [OWNERS[3]!.id] };
const kinds = { organisationKinds: ['UNION'] };
const two = { themes: [THEMES[0]!.id, THEMES[1]!.id] };
const near = { near: { latitude: 53.48, longitude: -2.24, radiusKm: 40 } };
const toCome = { statuses: ['SCHEDULED', 'CHANGED'] };
const startsFrom = new Date();
const SHARED = { all: {}, theme, two, area, organisations, kinds };

const cases = (list: List, orders: string[], filters: Record<string, object>) =>
  orders.flatMap((orderBy) =>
    Object.entries(filters).map(([name, filter]): [List, string, string, Args] => [
      list,
      orderBy,
      name,
      { filter, orderBy },
    ]),
  );

const status = { statuses: ['ADOPTED'] };
const CASES = [
  ...cases('ideas', ['NEWEST', 'OLDEST', 'MOST_SUPPORTED'], {
    ...SHARED,
    status,
    channel: { channels: ['SMS'] },
    dates: { createdFrom: new Date('2026-03-01'), createdBefore: new Date('2026-09-01') },
  }),
  ...cases('events', ['SOONEST'], {
    ...SHARED,
    kind: { kinds: ['RALLY'] },
    near,
    'to come, near': { ...toCome, ...near },
    'to come, of a theme': { ...theme, startsFrom },
    online: { online: false },
  }),
  ...cases('events', ['NEWEST', 'OLDEST'], { ...SHARED, 'to come': toCome }),
  ...cases('campaigns', ['NEWEST', 'OLDEST'], { ...SHARED, status: { statuses: ['RUNNING'] } }),
];

const PAGE = 20;
/** At most this many are examined for a page: a few for each card that it answers. */
const MOST_EXAMINED = 6 * PAGE;

let databases: TestDatabase;
let db: Connection;
let catalogue: Catalogue;
/** The commands of the catalogue that find something, as they were sent. */
const sent: Record<string, unknown>[] = [];

beforeAll(async () => {
  databases = await testDatabase();
  db = await connect(databases.address('examined'), 'examined', { monitorCommands: true });
  db.getClient().on('commandStarted', ({ commandName, command }) => {
    if (command[commandName] !== 'cards') return;
    if (commandName === 'find' || commandName === 'update') sent.push(command);
  });
  catalogue = catalogueOf(db);
  await Promise.all(Object.values(db.models).map((model) => model.createIndexes()));
});
afterAll(async () => {
  await db.close();
  await databases.close();
});

/** How many cards the database looks at for the last read. */
async function examined(): Promise<number> {
  const { find, filter, sort, limit } = sent.at(-1)!;
  const explained = await db.db!.command({
    explain: { find, filter, sort, limit },
    verbosity: 'executionStats',
  });
  return (explained['executionStats'] as { totalDocsExamined: number }).totalDocsExamined;
}

/** How many cards the database looks at to find those of an organisation that are older than a generation. */
async function examinedByPrune(of: string, generation: number): Promise<number> {
  // Nothing is older than the first, so that nothing changes.
  await catalogue.prune(of, 1);
  const { update, updates } = sent.at(-1)! as { update: string; updates: object[] };
  const other = JSON.stringify(updates).replace('"$lt":1', `"$lt":${generation}`);
  const explained = await db.db!.command({
    explain: { update, updates: JSON.parse(other) },
    verbosity: 'executionStats',
  });
  return (explained['executionStats'] as { totalDocsExamined: number }).totalDocsExamined;
}

const LISTS = {
  ideas: ideaList,
  events: eventList,
  campaigns: campaignList,
  papers: paperList,
} as const;

const read = (list: List, args: object) => {
  const described = LISTS[list] as unknown as CardList<Card>;
  return catalogue.list(described, { orderBy: 'NEWEST', ...args }, OWNERS);
};

/** The most that one of three pages looks at: the first, the one after it, and the last. */
async function costOf(list: List, args: Args): Promise<number> {
  const first = await read(list, { ...args, first: PAGE });
  const costs = [await examined()];
  await read(list, { ...args, first: PAGE, after: first.pageInfo.endCursor });
  costs.push(await examined());
  await read(list, { ...args, last: PAGE });
  costs.push(await examined());
  return Math.max(...costs);
}

const SIZES = [1_000, 3_000];
describe.each(SIZES)('with %d cards of each type', (size) => {
  beforeAll(async () => {
    const there = await db.collection('cards').countDocuments({ type: 'IDEA' });
    await put(cardsOf(size - there));
  }, 120_000);

  test.each(CASES)('a page of %s, %s, %s, looks at few', async (list, _order, _filter, args) => {
    expect(await costOf(list, args)).toBeLessThanOrEqual(MOST_EXAMINED);
  });

  test('what is to come, soonest first, looks at what began in the last 31 days beside the page', async () => {
    const began = await db.collection('cards').countDocuments({
      type: 'EVENT',
      startsAt: { $gt: new Date(Date.now() - 31 * DAY_MS), $lt: new Date() },
    });
    const cost = await costOf('events', { filter: toCome, orderBy: 'SOONEST' });
    expect(cost).toBeLessThanOrEqual(began + 2 * PAGE);
  });

  test('what cites a thing is found by the ids that cards cite', async () => {
    const ideas = await read('ideas', { first: PAGE });
    const ids = ideas.edges.map(({ node }) => node._id);
    await put(
      ids.map(
        (id) => ({ ...campaignCard(), ideas: [id], cites: [id], createdAt: new Date() }) as Card,
      ),
    );
    const found = await catalogue.citations.pages(ids, { first: 3 }, OWNERS);
    expect([...found.values()].every(({ edges }) => edges.length > 0)).toBe(true);
    const explained = await db.db!.command({
      explain: {
        aggregate: 'cards',
        pipeline: [{ $match: { cites: { $in: ids } } }],
        cursor: {},
      },
      verbosity: 'executionStats',
    });
    expect(JSON.stringify(explained)).toContain('IXSCAN');
    expect(JSON.stringify(explained)).not.toContain('COLLSCAN');
  });
});

test('what an earlier reading of a feed brought, and this one did not, is found among its own alone', async () => {
  const { id } = OWNERS[7]!;
  const there = await db.collection('cards').countDocuments({ organisation: id });
  expect(there).toBeGreaterThan(SIZES[1]! / 10);
  expect(await examinedByPrune(id, 2)).toBe(there);
  expect(await examinedByPrune('nobody', 2)).toBe(0);
});

test('what is near is looked for in its cells alone', async () => {
  const { edges, totalCount } = await read('events', {
    filter: near,
    orderBy: 'NEAREST',
    first: 100,
  });
  const all = await totalCount();
  expect(edges.length).toBeGreaterThan(0);
  const pipeline = [{ $match: { type: 'EVENT', cells: { $in: cellsOf(near.near) } } }];
  const explained = await db.db!.command({
    explain: { aggregate: 'cards', pipeline, cursor: {} },
    verbosity: 'executionStats',
  });
  expect(JSON.stringify(explained)).toContain('IXSCAN');
  expect(all).toBeLessThan(SIZES[1]! / 10);
});
