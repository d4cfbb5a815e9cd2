/** Home knows its own: a person's token goes to their home alone, and opens what the gateway's word does not. */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { errors } from 'jose';
import { COALITION } from '../../directory/organisations.ts';
import { KeysUnavailable } from '../../identity/key-set.ts';
import type { TrustedIssuer } from '../../identity/trusted-issuer.ts';
import type { Role } from '../../schema/generated/enums.ts';
import { aMember, anOrganiser } from '../support/callers.ts';
import type { Pretence } from '../support/credentials.ts';
import { aHouse, type TestHouse } from '../support/house.ts';
import { quiet } from '../support/quiet.ts';
import { ORGANISATIONS } from './people.ts';

const HOME = 'unite';
const ann = aMember(HOME);
const PERSONAL = '{ viewer { id displayName area { id } tier } }';
const MEMBERS = 'query ($id: ID!) { node(id: $id) { ... on Member { id tier joinedAt } } }';
const JOIN = `mutation { join(input: { organisation: "${HOME}", displayName: "Ann" }) { member { id } } }`;

/** What organisations find where they look for the keys of their own issuers, and the gateway does not; null where all is well. */
let atHome: Error | null = null;
let withdrawals = 0;
const homeIssuer = (issuer: TrustedIssuer): TrustedIssuer => ({
  ...issuer,
  keys: {
    find: async (...asked) => {
      if (atHome) throw atHome;
      return issuer.keys.find(...asked);
    },
    // Nothing stays in a cache.
    withdrawals: () => (withdrawals += 1),
  },
});

let house: TestHouse;
let loud: () => void;
beforeAll(async () => {
  house = await aHouse({ sample: false, atHome: homeIssuer });
  loud = quiet();
  expect((await house.ask(JOIN, {}, await house.token(ann.person))).errors).toBeUndefined();
});
afterAll(async () => {
  loud();
  await house?.close();
});

/** Everything that the gateway sends while something is done, by the owner whom it is sent to. */
async function sentDuring(act: () => Promise<unknown>) {
  const sent: { owner: string; headers: string }[] = [];
  const owners = new Map([...ORGANISATIONS, COALITION].map((id) => [house.addressOf(id), id]));
  const created = (message: unknown) => {
    const { request } = message as {
      request: { method: string; origin: string; headers: unknown };
    };
    const owner = owners.get(request.origin);
    // The coalition reads feeds by GET.
    if (owner && request.method === 'POST')
      sent.push({ owner, headers: JSON.stringify(request.headers) });
  };
  subscribe('undici:request:create', created);
  await act();
  unsubscribe('undici:request:create', created);
  return sent;
}

describe("a person's token", () => {
  test('goes to their home, and to no other owner', async () => {
    const token = await house.token(ann.person);
    const each = ORGANISATIONS.map(
      (id, at) => `o${at}: organisation(id: "${id}") { policyIdeas(first: 1) { totalCount } }`,
    );
    const query = `{ viewer { id } policyIdeas(first: 1) { totalCount } ${each.join(' ')} }`;
    const sent = await sentDuring(async () => {
      expect((await house.ask(query, {}, token)).errors).toBeUndefined();
    });
    expect(new Set(sent.map(({ owner }) => owner))).toEqual(new Set([...ORGANISATIONS, COALITION]));
    for (const { owner, headers } of sent)
      expect([owner, headers.includes(token)]).toEqual([owner, owner === HOME]);
  });

  test('of an administrator of the coalition goes to the coalition alone', async () => {
    const token = await house.issuers
      .of(COALITION)
      .token({ subject: 'Cat', roles: ['ADMINISTRATOR'] });
    const query = `{ directoryChanges(first: 1) { totalCount } organisation(id: "${HOME}") { policyIdeas(first: 1) { totalCount } } }`;
    const sent = await sentDuring(async () => {
      const answer = await house.ask<{ directoryChanges: object }>(query, {}, token);
      expect(answer.errors).toBeUndefined();
      expect(answer.data?.directoryChanges).toEqual(expect.anything());
    });
    expect(sent.filter(({ headers }) => headers.includes(token)).map(({ owner }) => owner)).toEqual(
      sent.map(({ owner }) => owner).filter((owner) => owner === COALITION),
    );
  });
});

describe("whoever has the gateway's key", () => {
  const PRETENCES: Pretence[] = [
    'no token',
    'nonsense in the place of a token',
    "another person's token",
    'a token that lives too long',
  ];
  const everyone: Role[] = ['ADMINISTRATOR', 'ORGANISER', 'EDITOR', 'MODERATOR', 'DATA_READER'];

  test.each(PRETENCES)('gets nothing personal at an organisation with %s', async (pretence) => {
    for (const caller of [ann, anOrganiser(HOME), { ...ann, roles: everyone }])
      for (const [query, variables] of [
        [PERSONAL, {}],
        [MEMBERS, { id: ann.person }],
        [JOIN, {}],
      ] as const) {
        const asker = { ...caller, pretence };
        const answer = await house.askOwner(HOME, 'organisation', query, variables, asker);
        expect(answer).toEqual({
          errors: [
            {
              message: `"${HOME}" does not accept the token of its own issuer: get a new one.`,
              extensions: { code: 'UNAUTHENTICATED' },
            },
          ],
        });
      }
  });

  test('gets nothing personal by saying that a member is from elsewhere', async () => {
    const caller = { ...ann, home: 'labour', roles: everyone, pretence: 'no token' } as const;
    const answer = await house.askOwner(HOME, 'organisation', MEMBERS, { id: ann.person }, caller);
    expect(answer).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  });

  test('does not govern the coalition', async () => {
    const caller = aMember(COALITION, 'Cat', ['ADMINISTRATOR']);
    const suspend =
      'mutation { suspend(input: { id: "unite", reason: "Because." }) { __typename } }';
    const asker = { ...caller, pretence: 'no token' } as const;
    const answer = await house.askOwner(COALITION, 'coalition', suspend, {}, asker);
    expect(answer).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  });

  test('may do what a pseudonym may, and has no role by saying so', async () => {
    const caller = { ...aMember('labour', 'Bob', everyone), person: 'pseudonym:made-up' };
    const submit = `mutation { submitPolicyIdea(input: { organisation: "${HOME}", title: "A bench", body: "To sit." }) { idea { title } } }`;
    const done = await house.askOwner(HOME, 'organisation', submit, {}, caller);
    expect(done).toEqual({ data: { submitPolicyIdea: { idea: { title: 'A bench' } } } });
    const read = await house.askOwner(HOME, 'organisation', MEMBERS, { id: ann.person }, caller);
    expect(read).toEqual({ data: { node: null } });
  });
});

describe('where home does not take the token that the gateway took', () => {
  test.each([
    [
      'is told to get a new one, where it refuses the token',
      new errors.JWKSNoMatchingKey(),
      'UNAUTHENTICATED',
    ],
    [
      'is told to wait, where its issuer is silent',
      new KeysUnavailable(null),
      'IDENTITY_UNAVAILABLE',
    ],
  ])('a client %s, and is answered what others have', async (_what, found, code) => {
    const token = await house.token(ann.person);
    atHome = found;
    const read = await house.ask<object>(
      '{ viewer { id } policyIdeas(first: 1) { totalCount } }',
      {},
      token,
    );
    const written = await house.ask<object>(JOIN, {}, token);
    atHome = null;
    expect(read.data).toMatchObject({
      viewer: null,
      policyIdeas: { totalCount: expect.any(Number) },
    });
    for (const { errors: all } of [read, written])
      expect(all?.map(({ extensions }) => extensions)).toEqual([{ code, organisation: HOME }]);
    expect((await house.ask('{ viewer { id } }', {}, token)).errors).toBeUndefined();
  });
});
