/** People sign in at a real OpenID provider that is not ours, and forged tokens fail at the gateway's process. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type CryptoKey, decodeProtectedHeader, importJWK, type JWK } from 'jose';
import { fileOfHouse } from '../../platform/root.ts';
import { aMember } from '../support/callers.ts';
import { type Forgery, forgeriesOf, type Genuine, tokenMaker } from '../support/forgeries.ts';
import { aListOf, aList, type TestList } from '../support/list.ts';
import {
  anOutsideIssuer,
  aProviderKey,
  type OutsideIssuer,
  type ProviderKey,
} from '../support/outside-issuer.ts';
import { post } from '../support/post.ts';
import { aStart, type TestStart } from '../support/start.ts';
import { until } from '../support/until.ts';

/** Longer than the least time between two fetches of keys by the gateway. */
const KEYS_ARE_FETCHED_WITHIN_MS = 15_000;

let list: TestList;
let house: TestStart;
let outside: OutsideIssuer;
let first: ProviderKey;

beforeAll(async () => {
  first = await aProviderKey();
  outside = await anOutsideIssuer([first]);
  const short = aList('labour', 'unite');
  const [labour, unite] = short.read() as object[];
  short.remove();
  const signIn = {
    issuer: outside.issuer,
    rolesClaim: 'realm_access.roles',
    roleNames: { 'zoe-of-policy': 'EDITOR' },
    applications: [{ subject: 'a-website', rights: ['events:manage'] }],
  };
  list = aListOf([{ ...labour, signIn }, unite]);
  house = await aStart({ ORGANISATIONS_FILE: list.file, SAMPLE: 'false' });
});
afterAll(async () => {
  await house.close();
  await outside.close();
  list.remove();
});

/** The gateway's answer about the caller: its status and its whole text. */
const whoAmI = (token: string) =>
  post<{ viewer: unknown }>(
    `${house.gateway}/graphql`,
    { query: '{ viewer { id roles } }' },
    {
      authorization: `Bearer ${token}`,
    },
  );
const isAccepted = async (token: string) => (await whoAmI(token)).status === 200;

const codes = ({ errors = [] }: { errors?: { extensions: { code?: unknown } }[] }) =>
  errors.map(({ extensions }) => extensions.code);

const soon = new Date(Date.now() + 86_400_000).toISOString();
const later = new Date(Date.now() + 90_000_000).toISOString();
const review = (organisation: string) =>
  `mutation {
    openPolicyReview(input: { organisation: "${organisation}", question: "What of buses?", closesAt: "${soon}" }) {
      review { question }
    }
  }`;
const meeting = (organisation: string) =>
  `mutation {
    scheduleEvent(input: {
      organisation: "${organisation}", name: "An evening", kind: LISTENING, startsAt: "${soon}", endsAt: "${later}"
      place: { name: "The hall" }
    }) { event { name } }
  }`;

describe('a person who signs in at their organisation’s own issuer', () => {
  test('has the rights of their roles, by the issuer’s names of roles', async () => {
    const zoe = await outside.signIn('zoe');
    expect(await house.ask(review('labour'), {}, zoe)).toEqual({
      data: { openPolicyReview: { review: { question: 'What of buses?' } } },
    });
    expect(codes(await house.ask(meeting('labour'), {}, zoe))).toEqual(['FORBIDDEN']);
  });

  test('has no role where the issuer gives them none that this organisation has', async () => {
    const yan = await outside.signIn('yan');
    expect(codes(await house.ask(review('labour'), {}, yan))).toEqual(['FORBIDDEN']);
  });

  test('has no role at another organisation', async () => {
    const zoe = await outside.signIn('zoe');
    expect(codes(await house.ask(meeting('unite'), {}, zoe))).toEqual(['FORBIDDEN']);
  });

  test('is the same person with each of their tokens', async () => {
    const idea = await house.ask<{ submitPolicyIdea: { idea: { id: string } } }>(
      `mutation {
        submitPolicyIdea(input: { organisation: "unite", title: "A bench", body: "To sit." }) { idea { id } }
      }`,
      {},
      await outside.signIn('yan'),
    );
    const { id } = idea.data!.submitPolicyIdea.idea;
    const support = `mutation ($id: ID!) {
      takePosition(input: { idea: $id, position: SUPPORT }) { idea { tally { support } } }
    }`;
    for (const login of ['yan', 'zoe', 'yan', 'zoe'])
      await house.ask(support, { id }, await outside.signIn(login));
    const query = 'query ($id: ID!) { node(id: $id) { ... on PolicyIdea { tally { support } } } }';
    const { data } = await house.ask(query, { id });
    expect(data).toEqual({ node: { tally: { support: 2 } } });
  });

  test('finds the issuer in the organisation’s field `issuer`', async () => {
    const query =
      '{ organisations { edges { node { id issuer } } } one: organisation(id: "labour") { issuer } }';
    const { data } = await house.ask<{ organisations: { edges: { node: object }[] } }>(query);
    const { address } = house.table.get('issuer')!;
    expect(data?.organisations.edges.map(({ node }) => node)).toEqual([
      { id: 'labour', issuer: outside.issuer },
      { id: 'unite', issuer: `${address}/unite` },
    ]);
    expect(data).toMatchObject({ one: { issuer: outside.issuer } });
  });
});

describe('a registered application', () => {
  test('has the rights that it is registered for and that its token has, at that organisation only', async () => {
    const token = await outside.application('events:manage ideas:submit');
    expect(await house.ask(meeting('labour'), {}, token)).toEqual({
      data: { scheduleEvent: { event: { name: 'An evening' } } },
    });
    expect(codes(await house.ask(review('labour'), {}, token))).toEqual(['FORBIDDEN']);
    expect(codes(await house.ask(meeting('unite'), {}, token))).toEqual(['FORBIDDEN']);
  });

  test('has no right that its token does not have', async () => {
    const token = await outside.application('ideas:submit');
    expect(codes(await house.ask(meeting('labour'), {}, token))).toEqual(['FORBIDDEN']);
  });
});

describe('forged tokens', () => {
  const key = async (jwk: JWK) => (await importJWK(jwk, 'RS256')) as CryptoKey;
  let genuine: Genuine;
  let forgeries: Forgery[];

  beforeAll(async () => {
    const member = aMember('labour').person;
    genuine = { issuer: outside.issuer, member, alg: 'RS256', ...first };
    // The local issuer's own keys, as a forger at another organisation would have them.
    await house.ask('{ viewer { id } }', {}, house.token('MEMBER'));
    const file = fileOfHouse('.groundswell/issuer/unite.json');
    const [jwk] = (JSON.parse(readFileSync(file, 'utf8')) as { keys: JWK[] }).keys;
    const { d: _, p: _p, q: _q, dp: _dp, dq: _dq, qi: _qi, ...open } = jwk!;
    forgeries = await forgeriesOf(genuine, {
      issuer: `${house.table.get('issuer')!.address}/unite`,
      member: aMember('unite').person,
      alg: 'RS256',
      kid: jwk!.kid!,
      privateKey: await key(jwk!),
      publicKey: await key(open),
    });
  });

  test('are all refused with the same answer, which has no detail', async () => {
    const right = tokenMaker(genuine);
    expect(await isAccepted(await right())).toBe(true);
    const answers = new Map<string, unknown>();
    for (const [title, forge] of forgeries) {
      const { status, text } = await whoAmI(await forge());
      answers.set(title, { status, text });
    }
    expect(answers.size).toBeGreaterThanOrEqual(14);
    const [one] = answers.values();
    expect(one).toEqual({ status: 401, text: expect.stringContaining('"UNAUTHENTICATED"') });
    expect(
      [...answers].filter(([, answer]) => JSON.stringify(answer) !== JSON.stringify(one)),
    ).toEqual([]);
    expect(one).toEqual({
      status: 401,
      text: expect.not.stringMatching(/http|kid|iss|signature/i),
    });
  });
});

describe('when the issuer’s keys rotate', () => {
  test('new tokens are accepted, and old ones until their key is withdrawn', async () => {
    const old = await outside.signIn('zoe');
    expect(await isAccepted(old)).toBe(true);
    const second = await aProviderKey();
    await outside.publish([second, first]);
    const young = await outside.signIn('zoe');
    expect(decodeProtectedHeader(young).kid).toBe(second.kid);
    await until('the new key to be fetched', KEYS_ARE_FETCHED_WITHIN_MS, () => isAccepted(young));
    expect(await isAccepted(old)).toBe(true);

    // The first key is withdrawn. The gateway notices when it refetches keys for the next unknown one.
    const third = await aProviderKey();
    await outside.publish([third, second]);
    const youngest = await outside.signIn('zoe');
    await until('the newest key to be fetched', KEYS_ARE_FETCHED_WITHIN_MS, () =>
      isAccepted(youngest),
    );
    expect([await isAccepted(young), await isAccepted(old)]).toEqual([true, false]);
  });
});
