import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Connection } from 'mongoose';
import { commentModel } from '../../../subgraphs/organisation/comments/comment.ts';
import { campaignModel } from '../../../subgraphs/organisation/campaigns/campaign.ts';
import { eventModel } from '../../../subgraphs/organisation/events/event.ts';
import { ideaModel } from '../../../subgraphs/organisation/ideas/idea.ts';
import { aCampaign, aComment, aNamedMember, anEvent, anIdea } from '../../support/builders.ts';
import { aHouse, type TestHouse } from '../../support/house.ts';

const OWNERS = ['labour', 'unite', 'progress', 'movement-for-change', 'peoples-assembly'];

/** Every idea has a named author and a comment, so that a page of any size asks for the same kinds of rows. */
async function fill(db: Connection, organisation: string): Promise<void> {
  const author = aNamedMember({ organisation });
  await db.collection('members').insertOne({ ...author } as never);
  const moments = Array.from({ length: 30 }, (_, at) => new Date(Date.UTC(2026, 0, 1, at)));
  const ideas = moments.map((createdAt) =>
    anIdea({ organisation, person: author._id, named: true, commentCount: 1, createdAt }),
  );
  await ideaModel(db).insertMany(ideas);
  await commentModel(db).insertMany(ideas.map((idea) => aComment(idea)));
  const events = moments.map((createdAt) => anEvent({ organisation, createdAt }));
  await eventModel(db).insertMany(events);
  await campaignModel(db).insertMany(
    moments.map((createdAt, at) =>
      aCampaign({
        organisation,
        createdAt,
        ideas: [ideas[at]!._id],
        actions: [events[at]!._id],
        allies: OWNERS.filter((owner) => owner !== organisation),
      }),
    ),
  );
}

let house: TestHouse;
let token: string;

beforeAll(async () => {
  house = await aHouse({ sample: false });
  for (const owner of OWNERS) await fill(house.db(owner), owner);
  token = await house.token('unite:member:01JBXYZ0000000000000000000');
  // The catalogue has everything once a list was asked for.
  await house.ask('{ policyIdeas { totalCount } }');
});
afterAll(() => house.close());

/** Upstream calls and MongoDB commands of one operation. */
async function costOf(query: string) {
  house.calls.length = 0;
  for (const sent of house.commands.values()) sent.length = 0;
  const { errors } = await house.ask(query, {}, token);
  expect(errors).toBeUndefined();
  const commands = [...house.commands].map(([owner, sent]) => [owner, sent.toSorted()] as const);
  return { calls: house.calls.toSorted(), commands: Object.fromEntries(commands) };
}

const ofEveryOwner = OWNERS.map((owner) => `${owner}/organisation`);

const CARD =
  'id title status themes { name } area { name } organisation { name kind } tally { support cast { support } } commentCount';
const OWN =
  'body author { displayName } viewerPosition comments(first: 3) { totalCount edges { node { text author { displayName } } } }';
const CAMPAIGN =
  'name aim status themes { name } organisation { name } ideas { title organisation { name } } actions { name } allies { name }';
const CITED =
  'citedIn(first: 5) { totalCount edges { card { type title organisation { name } } } }';
const FACETS =
  'facets { themes { theme { name } count } areas { count } statuses { status count } channels { count } organisations { organisation { name } count } organisationKinds { count } months { month count } }';
const EVENT = 'name startsAt remaining place { name } organisation { name }';

const ideas = (first: number, fields: string) =>
  `{ policyIdeas(first: ${first}) { edges { node { ${fields} } } freshness { state } } }`;
const campaigns = (first: number, fields: string) =>
  `{ campaigns(first: ${first}) { edges { node { ${fields} } } } }`;
const events = (first: number, fields: string) =>
  `{ events(first: ${first}, orderBy: NEWEST) { edges { node { ${fields} } } } }`;
const search = (first: number) =>
  `{ search(text: "bench evening", first: ${first}) { edges { card { title organisation { name } } node { ... on PolicyIdea { body } ... on Event { description } } } } }`;

const ofLabour = (first: number) =>
  `{ organisation(id: "labour") { name policyIdeas(first: ${first}) { totalCount edges { node { ${CARD} ${OWN} } } } } }`;

describe('a cross-organisation list', () => {
  test('of card fields is one upstream call', async () => {
    const { calls } = await costOf(ideas(20, CARD));
    expect(calls).toEqual(['coalition/coalition']);
  });

  test.each([
    ['campaigns with all they are linked to', (first: number) => campaigns(first, CAMPAIGN)],
    ['ideas with what cites each', (first: number) => ideas(first, `title ${CITED}`)],
    [
      'ideas with every facet',
      (first: number) => `{ policyIdeas(first: ${first}) { ${FACETS} edges { node { title } } } }`,
    ],
    [
      'papers',
      (first: number) =>
        `{ papers(first: ${first}) { totalCount edges { node { title summary organisation { name } } } } }`,
    ],
  ])('of %s is one upstream call, and the same commands for 5 as for 50', async (_title, list) => {
    const { calls, commands } = await costOf(list(50));
    expect(calls).toEqual(['coalition/coalition']);
    expect(await costOf(list(5))).toEqual({ calls, commands });
  });

  test('with every facet and a total counts them in two commands beside the page', async () => {
    const { commands } = await costOf(
      `{ policyIdeas(filter: { themes: ["transport"] }) { totalCount ${FACETS} edges { node { title } } } }`,
    );
    // `countDocuments` is an aggregation too.
    expect(commands['coalition']).toEqual(['aggregate', 'aggregate', 'find']);
  });

  test('with owner fields is one more call for each owner in the page', async () => {
    const { calls } = await costOf(ideas(20, `${CARD} ${OWN}`));
    expect(calls).toEqual(['coalition/coalition', ...ofEveryOwner].toSorted());
  });

  test('of campaigns with owner fields costs the same calls and commands for pages of 20 and 80', async () => {
    const list = (first: number) => campaigns(first, `${CAMPAIGN} description milestones { text }`);
    expect(await costOf(list(80))).toEqual(await costOf(list(20)));
  });

  test.each([
    ['ideas by their cards', (first: number) => ideas(first, CARD)],
    ['ideas with owner fields', (first: number) => ideas(first, `${CARD} ${OWN}`)],
    ['events by their cards', (first: number) => events(first, EVENT)],
    [
      'events with owner fields',
      (first: number) => events(first, `${EVENT} description viewerAttendance { status }`),
    ],
  ])('of %s costs the same calls and commands for pages of 20 and 100', async (_title, list) => {
    expect(await costOf(list(100))).toEqual(await costOf(list(20)));
  });

  test('of search results costs no more for a page of 100 than for one of 20', async () => {
    const small = await costOf(search(20));
    const large = await costOf(search(100));
    expect(large.calls.filter((call) => call.startsWith('coalition'))).toEqual([
      'coalition/coalition',
    ]);
    expect(large.calls.length).toBeLessThanOrEqual(1 + OWNERS.length);
    expect(large.commands['coalition']).toEqual(small.commands['coalition']);
  });
});

describe('one organisation', () => {
  test('is asked alone for its own lists', async () => {
    const { calls, commands } = await costOf(ofLabour(20));
    const asked = Object.keys(commands).filter((owner) => commands[owner]?.length);
    expect({ calls, asked }).toEqual({ calls: ['labour/organisation'], asked: ['labour'] });
  });

  test('costs the same commands for pages of 5 and 30', async () => {
    expect(await costOf(ofLabour(30))).toEqual(await costOf(ofLabour(5)));
  });
});

interface Ids {
  policyIdeas: { edges: { node: { id: string } }[] };
}

test('nodes of several organisations are one call for each owner', async () => {
  const { data } = await house.ask<Ids>(ideas(100, 'id'));
  const ids = data?.policyIdeas.edges.map(({ node }) => node.id);
  const { calls } = await costOf(
    `{ nodes(ids: ${JSON.stringify(ids)}) { id ... on PolicyIdea { title body } } }`,
  );
  expect(calls).toEqual(ofEveryOwner.toSorted());
});

test('taking a position costs one call and the same commands each time', async () => {
  const { data } = await house.ask<Ids>(ideas(3, 'id'));
  const costs = [];
  for (const { node } of data?.policyIdeas.edges.filter(({ node: { id } }) => id) ?? []) {
    const { calls, commands } = await costOf(
      `mutation { takePosition(input: { idea: "${node.id}", position: PASS }) { idea { tally { pass } } } }`,
    );
    costs.push({ calls: calls.length, commands: Object.values(commands).flat() });
  }
  expect(costs[0]?.calls).toBe(1);
  expect(new Set(costs.map((cost) => JSON.stringify(cost))).size).toBe(1);
});

describe('lists within lists', () => {
  const nested = (times: number): string =>
    times === 0
      ? 'name'
      : `policyIdeas(first: 20) { totalCount edges { node { organisation { ${nested(times - 1)} } } } }`;

  test('of the same page cost what one of them costs', async () => {
    const of = (times: number) => costOf(`{ organisation(id: "labour") { ${nested(times)} } }`);
    expect(await of(2)).toEqual(await of(1));
  });

  test('that multiply beyond measure are refused before anyone is asked', async () => {
    house.calls.length = 0;
    const list = (inner: string) =>
      `policyIdeas(first: 100) { edges { node { organisation { ${inner} } } } }`;
    const { errors } = await house.ask(`{ ${list(list('policyIdeas(first: 3) { totalCount }'))} }`);
    expect(errors).toMatchObject([{ extensions: { code: 'MAX_COST_EXCEEDED' } }]);
    expect(house.calls).toEqual([]);
  });
});
