/** The same through the gateway, with tokens: a sample of callers on paths to everything that is guarded. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aHouse, type TestHouse } from '../support/house.ts';
import { APPLICATION } from '../support/identity.ts';
import { CALLERS, type CallerName } from './callers.ts';
import { maySeeField, maySeeThing, MUTATIONS } from './expected.ts';
import { wrongInputs } from './matrix.ts';
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
];

let house: TestHouse;
beforeAll(async () => {
  house = await aHouse({ sample: false });
  for (const home of HOMES) await seedWorld(home, house.db(home));
});
afterAll(() => house?.close());

async function tokenOf(home: string, name: CallerName): Promise<string | undefined> {
  const caller = CALLERS[name](home);
  if (!caller) return undefined;
  const subject = caller.person.startsWith('pseudonym:') ? name : caller.person;
  return house.issuers.of(caller.home).token({ subject, roles: caller.roles });
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
/** Fields that may be null of what is seen: the guest may be someone else's to know. */
const OF_ROWS = new Set(['Attendance.member', 'Attendance.status']);

type Shown = Record<string, unknown> | null;

function expectShown(shown: Shown, thing: Thing, caller: CallerName): void {
  const type = typeOfThing(thing);
  const isSeen = maySeeThing(type, thing, caller);
  expect({ thing, caller, seen: shown !== null }).toEqual({ thing, caller, seen: isSeen });
  for (const [field, value] of Object.entries(shown ?? {})) {
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

describe.each(SOME)('through the gateway, %s', (caller) => {
  test('sees of each thing by its id what is for them', async () => {
    const token = await tokenOf('progress', caller);
    for (const [type, fields] of Object.entries(FIELDS)) {
      const query = `query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on ${type} { ${fields} } } }`;
      const ids = thingsOf(type).map((thing) => idOf('progress', thing));
      const { data, errors } = await house.ask<{ nodes: Shown[] }>(query, { ids }, token);
      expect(errors).toBeUndefined();
      for (const [at, thing] of thingsOf(type).entries())
        expectShown(data!.nodes[at] ?? null, thing, caller);
    }
  });

  test('sees in the lists of the organisation what is for them', async () => {
    const query = `query ($id: ID!) { organisation(id: $id) {
      papers { edges { node { id title } } totalCount }
      policyIdeas { edges { node { id comments { totalCount edges { node { id text } } } } } }
    } }`;
    interface Lists {
      organisation: {
        papers: { totalCount: number; edges: { node: { id: string } }[] };
        policyIdeas: { edges: { node: { comments: { edges: { node: { id: string } }[] } } }[] };
      };
    }
    const token = await tokenOf('progress', caller);
    const { data, errors } = await house.ask<Lists>(query, { id: 'progress' }, token);
    expect(errors).toBeUndefined();
    const { papers, policyIdeas } = data!.organisation;
    const seen = (type: string) =>
      thingsOf(type)
        .filter((thing) => maySeeThing(type, thing, caller))
        .map((thing) => idOf('progress', thing))
        .sort();
    const shown = policyIdeas.edges.flatMap(({ node }) => node.comments.edges);
    expect(papers.edges.map(({ node }) => node.id).sort()).toEqual(seen('Paper'));
    expect(papers.totalCount).toBe(seen('Paper').length);
    expect(shown.map(({ node }) => node.id).sort()).toEqual(seen('Comment'));
  });

  test.each(HOMES)('does at %s what is for them', async (home) => {
    const token = await tokenOf(home, caller);
    const refusal = caller === 'visitor' ? 'UNAUTHENTICATED' : 'FORBIDDEN';
    const inputs = wrongInputs(home);
    for (const [name, owner] of Object.entries(OWNERS)) {
      if (owner !== home) continue;
      const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input!`;
      const query = `mutation ($input: ${type}) { ${name}(input: $input) { __typename } }`;
      const { errors = [] } = await house.ask(query, { input: inputs[name] }, token);
      const codes = errors.map(({ extensions }) => extensions['code']);
      const may = MUTATIONS[name]!.includes(caller);
      expect({ name, may: !codes.includes(refusal) }).toEqual({ name, may });
    }
  });
});

/** Where each mutation is tried. */
const OWNERS: Readonly<Record<string, (typeof HOMES)[number]>> = {
  submitPolicyIdea: 'progress',
  takePosition: 'progress',
  comment: 'progress',
  moderateComment: 'progress',
  shareExperience: 'progress',
  scheduleEvent: 'progress',
  rsvp: 'progress',
  join: 'progress',
  recordPaper: 'progress',
  citeExperience: 'progress',
  openPolicyReview: 'labour',
  openPoll: 'unite',
  votePoll: 'unite',
  recordWin: 'peoples-assembly',
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
