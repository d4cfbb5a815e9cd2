/** The same through the gateway, with tokens: a sample of callers on paths to everything that is guarded. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { COALITION } from '../../directory/organisations.ts';
import { aHouse, type TestHouse } from '../support/house.ts';
import { APPLICATION } from '../support/identity.ts';
import { CALLERS, type CallerName } from './callers.ts';
import { maySeeField, maySeeThing } from './expected.ts';
import { MUTATIONS, seedRows, wrongInputs } from './mutations.ts';
import { idOf, seedWorld, type Thing, thingsOf, typeOfThing } from './world.ts';

const HOMES = ['progress', 'unite', 'labour', 'peoples-assembly'] as const;

const SOME: CallerName[] = [
  'visitor',
  'not joined',
  'network',
  'member',
  'organiser',
  'moderator',
  'editor',
  'administrator',
  'data reader',
  'organiser elsewhere',
  'moderator elsewhere',
  'coalition administrator',
  'page that reads',
  'page that comments elsewhere',
];

let house: TestHouse;
beforeAll(async () => {
  house = await aHouse({ sample: false });
  for (const home of HOMES) {
    await seedWorld(home, house.db(home));
    await seedRows(house.db(home), home);
  }
});
afterAll(() => house?.close());

async function tokenOf(
  home: string,
  name: CallerName,
  expires?: string,
): Promise<string | undefined> {
  const caller = CALLERS[name](home);
  if (!caller) return undefined;
  const subject = caller.person.startsWith('pseudonym:') ? name : caller.person;
  return house.issuers.of(caller.home).tokenOf({ ...caller, person: subject }, expires);
}

/** What is asked of a thing of each type, each field by its coordinate. */
const FIELDS: Readonly<Record<string, string>> = {
  Member: 'area { id } tier joinedAt roles policyIdeas { totalCount } attendances { totalCount }',
  Attendance: 'status member { id }',
  Comment: 'author { id } moderation { hidden }',
  PolicyIdea: 'author { id } viewerPosition',
  Experience: 'author { id }',
  Event: 'onlineUrl viewerAttendance { id } attendees { totalCount }',
};
/** All of them in one request: planning is most of what one costs. */
const BY_ID = `query (${Object.keys(FIELDS)
  .map((type) => `$${type}: [ID!]!`)
  .join(', ')}) {
  ${Object.entries(FIELDS)
    .map(([type, fields]) => `${type}: nodes(ids: $${type}) { id ... on ${type} { ${fields} } }`)
    .join('\n')}
}`;
const IDS = Object.fromEntries(
  Object.keys(FIELDS).map((type) => [type, thingsOf(type).map((thing) => idOf('progress', thing))]),
);
/** Fields that may be null of what is seen: the guest may be someone else's to know. */
const OF_ROWS = new Set(['Attendance.member', 'Attendance.status']);

type Visible = Record<string, unknown> | null;

function expectVisible(visible: Visible, thing: Thing, caller: CallerName): void {
  const type = typeOfThing(thing);
  const isSeen = maySeeThing(type, thing, caller);
  expect({ thing, caller, seen: visible !== null }).toEqual({ thing, caller, seen: isSeen });
  for (const [field, value] of Object.entries(visible ?? {})) {
    const coordinate = `${type}.${field}`;
    if (field === 'id' || OF_ROWS.has(coordinate)) continue;
    const isGiven = maySeeField(coordinate, thing, caller);
    expect({ coordinate, thing, caller, given: value !== null }).toEqual({
      coordinate,
      thing,
      caller,
      given: isGiven,
    });
  }
}

interface Papers {
  totalCount: number;
  edges: { node: { id: string } }[];
}

/** The list of what has these ids. */
const listOf = (ids: readonly string[]): Papers => ({
  totalCount: ids.length,
  edges: ids.toSorted().map((id) => ({ node: { id } })),
});

describe.each(SOME)('through the gateway, %s', (caller) => {
  test('sees of each thing by its id what is for them', async () => {
    const token = await tokenOf('progress', caller);
    const { data, errors } = await house.ask<Record<string, Visible[]>>(BY_ID, IDS, token);
    expect(errors).toBeUndefined();
    for (const type of Object.keys(FIELDS))
      for (const [at, thing] of thingsOf(type).entries())
        expectVisible(data![type]?.[at] ?? null, thing, caller);
  });

  test('sees nothing with a token that is good for more than a day, not even what all may see', async () => {
    const token = await tokenOf('progress', caller, '25h');
    if (token === undefined) return;
    const { data, errors } = await house.ask(BY_ID, IDS, token);
    expect(data).toBeUndefined();
    expect(errors?.map(({ extensions }) => extensions['code'])).toEqual(['UNAUTHENTICATED']);
  });

  test('sees in the lists of the organisation what is for them', async () => {
    const query = `query ($id: ID!) { organisation(id: $id) {
      papers { edges { node { id title } } totalCount facets { statuses { status count } } }
      drafts: papers(filter: { statuses: [DRAFT] }) { edges { node { id } } totalCount }
      policyIdeas { edges { node { id comments { totalCount edges { node { id text } } } } } }
    } }`;
    interface Lists {
      organisation: {
        papers: Papers & { facets: { statuses: { status: string; count: number }[] } };
        drafts: Papers;
        policyIdeas: { edges: { node: { comments: { edges: { node: { id: string } }[] } } }[] };
      };
    }
    const token = await tokenOf('progress', caller);
    const { data, errors } = await house.ask<Lists>(query, { id: 'progress' }, token);
    expect(errors).toBeUndefined();
    const { papers, drafts, policyIdeas } = data!.organisation;
    const seen = (type: string) =>
      thingsOf(type)
        .filter((thing) => maySeeThing(type, thing, caller))
        .map((thing) => idOf('progress', thing))
        .sort();
    const discussed = policyIdeas.edges.flatMap(({ node }) => node.comments.edges);
    expect(papers.edges.map(({ node }) => node.id).sort()).toEqual(seen('Paper'));
    expect(papers.totalCount).toBe(seen('Paper').length);
    const ownDrafts = maySeeThing('Paper', 'draft', caller) ? [idOf('progress', 'draft')] : [];
    expect(drafts).toEqual(listOf(ownDrafts));
    const counted = papers.facets.statuses.map(({ status }) => status);
    expect(counted.includes('DRAFT')).toBe(ownDrafts.length > 0);
    expect(discussed.map(({ node }) => node.id).sort()).toEqual(seen('Comment'));
  });

  test('sees no draft in what the coalition lists, whatever is asked for', async () => {
    const page = 'totalCount edges { node { id } }';
    const query = `query ($experience: ID!) {
      papers(first: 100) { ${page} facets { statuses { status count } } }
      drafts: papers(filter: { statuses: [DRAFT] }) { ${page} }
      found: search(text: "draft") { ${page} }
      node(id: $experience) { ... on Experience { citedIn { ${page} } } }
    }`;
    interface Listed {
      papers: Papers & { facets: unknown };
      drafts: Papers;
      found: Papers;
      node: { citedIn: Papers };
    }
    const token = await tokenOf('progress', caller);
    const experience = idOf('progress', 'namedExperience');
    const answer = await house.ask<Listed>(query, { experience }, token);
    expect(answer.errors).toBeUndefined();
    const { papers, drafts, found, node } = answer.data!;
    const open = (['published', 'consulted'] as const).map((thing) => idOf('progress', thing));
    const sorted = ({ totalCount, edges }: Papers) => ({
      totalCount,
      edges: edges.toSorted((a, b) => (a.node.id < b.node.id ? -1 : 1)),
    });
    expect(sorted(papers)).toEqual(listOf(open));
    expect(papers.facets).toEqual({
      statuses: [
        { status: 'CONSULTATION', count: 1 },
        { status: 'PUBLISHED', count: 1 },
      ],
    });
    expect(sorted(node.citedIn)).toEqual(listOf(open));
    expect([drafts, found]).toEqual([listOf([]), listOf([])]);
  });

  test.each([...HOMES, COALITION])('does at %s what is for them', async (home) => {
    const token = await tokenOf(home, caller);
    const refusal = caller === 'visitor' ? 'UNAUTHENTICATED' : 'FORBIDDEN';
    const names = Object.keys(OWNERS).filter((name) => OWNERS[name] === home);
    const typeOf = (name: string) => `${name[0]!.toUpperCase()}${name.slice(1)}Input!`;
    const header = names.map((name) => `$${name}: ${typeOf(name)}`).join(', ');
    const fields = names.map((name) => `${name}(input: $${name}) { __typename }`).join(' ');
    const query = `mutation (${header}) { ${fields} }`;
    const { errors = [] } = await house.ask(query, wrongInputs(home), token);
    for (const name of names) {
      const codes = errors
        .filter(({ path }) => path?.[0] === name)
        .map(({ extensions }) => extensions['code']);
      const may = MUTATIONS[name]!.may.includes(caller);
      // Its input is wrong, so each has an error of its own.
      expect({ name, codes: codes.length, may: !codes.includes(refusal) }).toEqual({
        name,
        codes: 1,
        may,
      });
    }
  });
});

/** Where each mutation is tried. */
const OWNERS: Readonly<Record<string, (typeof HOMES)[number] | typeof COALITION>> = {
  submitPolicyIdea: 'progress',
  takePosition: 'progress',
  comment: 'progress',
  moderateComment: 'progress',
  shareExperience: 'progress',
  scheduleEvent: 'progress',
  rsvp: 'progress',
  openCampaign: 'progress',
  changeCampaign: 'progress',
  join: 'progress',
  recordPaper: 'progress',
  citeExperience: 'progress',
  openPolicyReview: 'labour',
  openPoll: 'unite',
  votePoll: 'unite',
  recordWin: 'peoples-assembly',
  affiliate: COALITION,
  changeAffiliate: COALITION,
  suspend: COALITION,
  reinstate: COALITION,
  disaffiliate: COALITION,
};

test('through the gateway an application does what its token was issued for, at home alone', async () => {
  const event = { name: '', kind: 'RALLY', startsAt: new Date(), endsAt: new Date() };
  const query =
    'mutation ($input: ScheduleEventInput!) { scheduleEvent(input: $input) { __typename } }';
  const codeOf = async (scope: string, organisation: string) => {
    const token = await house.issuers.of('unite').token({ subject: APPLICATION, scope });
    const { errors } = await house.ask(query, { input: { ...event, organisation } }, token);
    return errors?.[0]?.extensions['code'];
  };
  expect(await codeOf('events:manage', 'unite')).toBe('BAD_USER_INPUT');
  expect(await codeOf('ideas:submit', 'unite')).toBe('FORBIDDEN');
  expect(await codeOf('events:manage', 'labour')).toBe('FORBIDDEN');
});
