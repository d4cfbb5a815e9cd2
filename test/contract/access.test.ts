import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { refusalsOf } from '../support/answer.ts';
import { aMember, anEditor, anOrganiser } from '../support/callers.ts';
import { forgeriesOf } from '../support/forgeries.ts';
import { aHouse, type TestHouse } from '../support/house.ts';
import { anIssuer } from '../support/identity.ts';
import { post } from '../support/post.ts';
import { mutationOf, MUTATIONS } from './mutations.ts';
import { EACH_KIND, neighbourOf, ORGANISATION, tokenFor } from './people.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await aHouse();
});
afterAll(() => house?.close());

const PUBLIC = `{
  id name kind summary website
  policyIdeas(first: 3) { totalCount freshness { state } edges { node {
    id title body author { displayName } viewerPosition tally { support }
    comments { edges { node { text author { displayName } } } }
  } } }
  events(first: 3) { edges { node { name description viewerAttendance { status } attendees { totalCount } } } }
  campaigns(first: 3) { totalCount freshness { state } edges { node { name aim description resources { url } milestones { text } } } }
  policyReviews { edges { node { question ideas { edges { node { title } } } } } }
  polls { edges { node { question options { text } viewerVote { id } } } }
  papers(first: 5) { edges { node { title claims { text experiences { text } } } } }
  wins { edges { node { title story idea { title } } } }
}`;

test.each(EACH_KIND)('what %s shows in public needs no token', async (id) => {
  const query = `query ($id: ID!) { organisation(id: $id) ${PUBLIC} }`;
  const { data, errors } = await house.ask<{ organisation: { id: string } }>(query, { id });
  expect({ errors, id: data?.organisation.id }).toEqual({ errors: undefined, id });
});

test('what the coalition shows in public needs no token', async () => {
  const { data, errors } = await house.ask<Record<string, object>>(`{
    organisations { edges { node { name } } } themes { name } areas { nodes { name } }
    policyIdeas(first: 3) { edges { node { title body } } } events(first: 3) { edges { node { name description } } }
    campaigns(first: 3) { edges { node { name description ideas { title body } allies { name } } } } papers(first: 3) { edges { node { title abstract } } }
    search(text: "bus") { totalCount edges { card { title } node { id } } }
  }`);
  expect(errors).toBeUndefined();
  expect(Object.values(data!).every((value) => value !== null)).toBe(true);
});

const rowsOf = async (organisation: string): Promise<number> => {
  const { db } = house.db(organisation);
  const collections = await db!.listCollections().toArray();
  const counts = await Promise.all(
    collections.map(({ name }) => db!.collection(name).countDocuments()),
  );
  return counts.reduce((sum, count) => sum + count, 0);
};

describe.each(MUTATIONS)('%s at %s', (name, organisation, input) => {
  test('needs a token, and writes nothing without one', async () => {
    const before = await rowsOf(organisation);
    const answer = await house.ask<object>(mutationOf(name), { input });
    expect(refusalsOf(answer)).toEqual([{ code: 'UNAUTHENTICATED' }]);
    expect(answer.data ?? { [name]: null }).toEqual({ [name]: null });
    expect(await rowsOf(organisation)).toBe(before);
  });
});

const STAFF = { EDITOR: 'editors', MODERATOR: 'moderators', ORGANISER: 'organisers' } as const;
const STAFF_ONLY: Record<string, keyof typeof STAFF> = {
  moderateComment: 'MODERATOR',
  scheduleEvent: 'ORGANISER',
  openCampaign: 'ORGANISER',
  changeCampaign: 'ORGANISER',
  openPolicyReview: 'EDITOR',
  takeUpIdea: 'EDITOR',
  openPoll: 'ORGANISER',
  recordPaper: 'EDITOR',
  citeExperience: 'EDITOR',
  recordWin: 'EDITOR',
};

test.each(
  MUTATIONS.flatMap(([name, organisation, input]) => {
    const role = STAFF_ONLY[name];
    return role ? [{ name, organisation, input, role, who: STAFF[role] }] : [];
  }),
)('$name is for $who of $organisation alone', async ({ name, organisation, input, role }) => {
  const elsewhere = neighbourOf(organisation);
  const others = [
    aMember(organisation),
    ...(role === 'ORGANISER' ? [] : [anOrganiser(organisation)]),
    ...(role === 'EDITOR' ? [] : [anEditor(organisation)]),
    anEditor(elsewhere),
    anOrganiser(elsewhere),
  ];
  for (const other of others) {
    const token = await tokenFor(house, other);
    expect(refusalsOf(await house.ask(mutationOf(name), { input }, token))).toEqual([
      { code: 'FORBIDDEN' },
    ]);
  }
});

/** A header that is wrong in itself, with a token that is right. */
const WRONG_HEADERS: [title: string, header: (token: string) => string][] = [
  ['an empty header', () => ''],
  ['no token after "Bearer"', () => 'Bearer '],
  ['another scheme', (token) => `Basic ${token}`],
  ['no scheme', (token) => token],
  ['two tokens', (token) => `Bearer ${token} ${token}`],
];
const UNITE = await anIssuer('unite');
const LABOUR = await anIssuer('labour');
/** The titles alone: the house has issuers of its own, with keys that are made when it starts. */
const TITLES = (await forgeriesOf(UNITE.genuine, LABOUR.genuine)).map(([title]) => title);

const headersFor: Record<string, () => Promise<string>> = Object.fromEntries([
  ...WRONG_HEADERS.map(([title, header]) => [title, async () => header(await token())]),
  ...TITLES.map((title) => [
    title,
    async () => {
      const { of } = house.issuers;
      const forgeries = await forgeriesOf(of('unite').genuine, of('labour').genuine);
      return `Bearer ${await forgeries.find(([one]) => one === title)![1]()}`;
    },
  ]),
]);
const token = (): Promise<string> => house.issuers.of('unite').token({ subject: 'someone' });

describe.each(Object.keys(headersFor))('with %s', (title) => {
  test.each([
    ['a query of what is public', '{ organisation(id: "labour") { name } }'],
    ['a query of the coalition', '{ policyIdeas(first: 1) { totalCount } }'],
    ['a query of nothing', '{ __typename }'],
    [
      'a mutation',
      'mutation { join(input: { organisation: "unite", displayName: "X" }) { member { id } } }',
    ],
  ])('%s answers 401, never as to someone anonymous', async (_what, query) => {
    const { status, answer } = await post<object>(
      house.url,
      { query },
      { authorization: await headersFor[title]!() },
    );
    expect(status).toBe(401);
    expect(refusalsOf(answer)).toEqual([{ code: 'UNAUTHENTICATED' }]);
    expect(answer.data ?? null).toBeNull();
  });
});

test('a token is taken whatever the case of "bearer", and however many spaces follow', async () => {
  const right = await token();
  for (const authorization of [`bearer ${right}`, `BEARER   ${right}`]) {
    const { status, answer } = await post(
      house.url,
      { query: '{ viewer { id } }' },
      { authorization },
    );
    expect({ status, answer }).toMatchObject({ status: 200, answer: { data: { viewer: null } } });
  }
});

test('no client of the gateway can say who asks but by a token', async () => {
  const { answer } = await post(
    house.url,
    {
      query: mutationOf('join'),
      variables: { input: { organisation: 'unite', displayName: 'X' } },
    },
    { 'groundswell-assertion': 'nonsense' },
  );
  expect(refusalsOf(answer)).toEqual([{ code: 'UNAUTHENTICATED' }]);
});

test('the feed is given to the coalition alone', async () => {
  const { status } = await fetch(`${house.addressOf(ORGANISATION)}/feed`);
  expect(status).toBe(401);
});
