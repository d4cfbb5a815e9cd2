import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SignJWT } from 'jose';
import { signToken } from '../../identity/token.ts';
import { refusalsOf } from '../support/answer.ts';
import { aMember, anEditor, anOrganiser } from '../support/callers.ts';
import { aHouse, type TestHouse, TOKEN_KEY } from '../support/house.ts';
import { post } from '../support/post.ts';
import { mutationOf, MUTATIONS } from './mutations.ts';
import { neighbourOf, ORGANISATIONS, tokenFor } from './people.ts';

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
  policyReviews { edges { node { question ideas { edges { node { title } } } } } }
  polls { edges { node { question options { text } viewerVote { id } } } }
  papers { edges { node { title claims { text experiences { text } } } } }
  wins { edges { node { title story idea { title } } } }
}`;

test.each(ORGANISATIONS)('what %s shows in public needs no token', async (id) => {
  const query = `query ($id: ID!) { organisation(id: $id) ${PUBLIC} }`;
  const { data, errors } = await house.ask<{ organisation: { id: string } }>(query, { id });
  expect({ errors, id: data?.organisation.id }).toEqual({ errors: undefined, id });
});

test('what the coalition shows in public needs no token', async () => {
  const { data, errors } = await house.ask<Record<string, object>>(`{
    organisations { edges { node { name } } } themes { name } areas { name }
    policyIdeas(first: 3) { edges { node { title body } } } events(first: 3) { edges { node { name description } } }
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

const STAFF = { EDITOR: 'editors', ORGANISER: 'organisers' } as const;
const STAFF_ONLY: Record<string, keyof typeof STAFF> = {
  scheduleEvent: 'ORGANISER',
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
    role === 'EDITOR' ? anOrganiser(organisation) : anEditor(organisation),
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

const member = aMember('unite').person;
const claims = { roles: ['ORGANISER', 'EDITOR'] };
const key = new TextEncoder().encode(TOKEN_KEY);
const signed = (change: (token: SignJWT) => SignJWT): Promise<string> =>
  change(
    new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer('groundswell-development')
      .setAudience('groundswell')
      .setSubject(member)
      .setIssuedAt()
      .setExpirationTime('1h'),
  ).sign(key);
const base64 = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Each a way not to be who one says one is. */
const WRONG: [title: string, header: () => string | Promise<string>][] = [
  ['an empty header', () => ''],
  ['no token after "Bearer"', () => 'Bearer '],
  ['another scheme', async () => `Basic ${await signed((token) => token)}`],
  ['no scheme', () => signed((token) => token)],
  ['two tokens', async () => `Bearer ${await signed((token) => token)} ${await signed((t) => t)}`],
  ['what is no token', () => 'Bearer nonsense'],
  ['a header of ten thousand letters', () => `Bearer ${'a'.repeat(10_000)}`],
  ['an expired token', async () => `Bearer ${await house.token(member, [], '-1m')}`],
  ['a token under another key', async () => `Bearer ${await signToken('another key', { member })}`],
  [
    'a token of another issuer',
    async () => `Bearer ${await signed((t) => t.setIssuer('elsewhere'))}`,
  ],
  [
    'a token for another audience',
    async () => `Bearer ${await signed((t) => t.setAudience('them'))}`,
  ],
  ['a token of no member', async () => `Bearer ${await signed((t) => t.setSubject('unite'))}`],
  [
    'a token of an organisation that is no affiliate',
    async () => `Bearer ${await signed((t) => t.setSubject(aMember('nobody').person))}`,
  ],
  [
    'a token about an idea',
    async () => `Bearer ${await signed((t) => t.setSubject(member.replace(':member:', ':idea:')))}`,
  ],
  [
    'a token that is not valid yet',
    async () => `Bearer ${await signed((t) => t.setNotBefore('1h'))}`,
  ],
  [
    'a token changed after it was signed',
    async () => {
      const [header, , signature] = (await signed((token) => token)).split('.');
      return `Bearer ${header}.${base64({ ...claims, sub: aMember('labour').person })}.${signature}`;
    },
  ],
  [
    'a token that nobody signed',
    async () => {
      const [, payload] = (await signed((token) => token)).split('.');
      return `Bearer ${base64({ alg: 'none' })}.${payload}.`;
    },
  ],
];

describe.each(WRONG)('with %s', (_title, header) => {
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
      { authorization: await header() },
    );
    expect(status).toBe(401);
    expect(refusalsOf(answer)).toEqual([{ code: 'UNAUTHENTICATED' }]);
    expect(answer.data ?? null).toBeNull();
  });
});

test('a token is taken whatever the case of "bearer", and however many spaces follow', async () => {
  const token = await signed((valid) => valid);
  for (const authorization of [`bearer ${token}`, `BEARER   ${token}`]) {
    const { status, answer } = await post(
      house.url,
      { query: '{ viewer { id } }' },
      { authorization },
    );
    expect({ status, answer }).toEqual({ status: 200, answer: { data: { viewer: null } } });
  }
});

describe.each([...ORGANISATIONS, 'coalition'])('the server of %s', (owner) => {
  const contract = owner === 'coalition' ? 'coalition' : 'organisation';

  test.each([
    ['what is no assertion', () => 'nonsense'],
    ["a person's token", async () => signToken(TOKEN_KEY, { member })],
    [
      'an assertion that nobody signed',
      () => `${base64({ alg: 'none' })}.${base64(aMember(owner))}.`,
    ],
  ])('answers 401 to who says who asks by %s', async (_title, assertion) => {
    const { status, answer } = await post<object>(
      `${house.addressOf(owner)}/${contract}`,
      { query: '{ __typename }' },
      { 'groundswell-caller': await assertion() },
    );
    expect(status).toBe(401);
    expect(refusalsOf(answer)).toEqual([{ code: 'UNAUTHENTICATED' }]);
  });
});

test('no client of the gateway can say who asks but by a token', async () => {
  const { answer } = await post(
    house.url,
    {
      query: mutationOf('join'),
      variables: { input: { organisation: 'unite', displayName: 'X' } },
    },
    { 'groundswell-caller': 'nonsense' },
  );
  expect(refusalsOf(answer)).toEqual([{ code: 'UNAUTHENTICATED' }]);
});

test('the feed is given to the coalition alone', async () => {
  for (const organisation of ORGANISATIONS) {
    const { status } = await fetch(`${house.addressOf(organisation)}/feed`);
    expect(status).toBe(401);
  }
});
