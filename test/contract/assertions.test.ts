/** Over plain HTTP, past the gateway: what every server makes of who asks it directly. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decodeJwt, type JWTPayload } from 'jose';
import { ASSERTION_HEADER } from '../../identity/assertion.ts';
import { COALITION, contractOfKind } from '../../directory/organisations.ts';
import { PUBLIC_KEYS } from '../../platform/http/public-keys.ts';
import { asSeenBy } from '../../identity/pseudonym.ts';
import { anOrganiser } from '../support/callers.ts';
import { PSEUDONYM_KEY } from '../support/credentials.ts';
import { aHouse, type TestHouse } from '../support/house.ts';
import { someSigners } from '../support/identity.ts';
import { OF_KIND, ORGANISATION } from './people.ts';
import { OrganisationKind } from '../../schema/generated/enums.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await aHouse({ sample: false });
});
afterAll(() => house?.close());

const SDL = JSON.stringify({ query: '{ _service { sdl } __schema { types { name } } }' });

/** The refusal: not one byte more. */
const REFUSED = {
  status: 401,
  text: '{"errors":[{"message":"Only the gateway and the coalition may ask here.","extensions":{"code":"UNAUTHENTICATED"}}]}',
};

async function send(url: string, headers: Record<string, string>, body: string | null = SDL) {
  const response = await fetch(url, {
    method: body === null ? 'GET' : 'POST',
    headers: { ...(body !== null && { 'content-type': 'application/json' }), ...headers },
    ...(body !== null && { body }),
  });
  return { status: response.status, text: await response.text() };
}

/** Each contract, at one owner that serves it. */
const SERVED: [owner: string, path: string][] = [
  [ORGANISATION, '/organisation'],
  ...OrganisationKind.map((kind): [string, string] => [OF_KIND[kind], `/${contractOfKind(kind)}`]),
  [COALITION, '/coalition'],
];
/** Someone from elsewhere: of its own people a server wants a token too (home.test.ts). */
const CALLER = (owner: string) => asSeenBy(owner, anOrganiser('elsewhere'), PSEUDONYM_KEY);
const seconds = (): number => Math.floor(Date.now() / 1000);

describe.each(SERVED)('%s%s', (owner, path) => {
  const url = () => house.addressOf(owner) + path;
  const right = () => house.asGateway(owner, { path, body: SDL }, CALLER(owner));

  /** A right assertion with some claims changed, signed by the gateway. */
  function stated(change: JWTPayload) {
    const claims = { ...decodeJwt(right()[ASSERTION_HEADER]), ...change };
    return { [ASSERTION_HEADER]: house.signers.keys.gateway.sign(claims) };
  }

  test('answers what the gateway signed for it', async () => {
    const { status, text } = await send(url(), right());
    expect(status).toBe(200);
    expect(text).toContain('type Organisation');
  });

  test.each<[string, () => Record<string, string> | Promise<Record<string, string>>]>([
    ['nothing', () => ({})],
    ['an empty text', () => ({ [ASSERTION_HEADER]: '' })],
    ['nonsense', () => ({ [ASSERTION_HEADER]: 'a.b.c' })],
    [
      "a person's token",
      async () => ({ [ASSERTION_HEADER]: await house.token(anOrganiser('unite').person) }),
    ],
    [
      'the same twice',
      () => {
        const { [ASSERTION_HEADER]: one } = right();
        return { [ASSERTION_HEADER]: `${one}, ${one}` };
      },
    ],
    [
      'one for another audience',
      () => house.asGateway(owner === 'unite' ? 'labour' : 'unite', { path, body: SDL }, null),
    ],
    ['one for another path', () => house.asGateway(owner, { path: '/', body: SDL }, null)],
    ['one for another body', () => house.asGateway(owner, { path, body: '{}' }, null)],
    ['one that is 31 s old', () => stated({ iat: seconds() - 31 })],
    ['one that is over 31 s ahead', () => stated({ iat: seconds() + 32 })],
    [
      'one under keys that nobody knows',
      async () => {
        const claims = decodeJwt(right()[ASSERTION_HEADER]);
        const { gateway } = (await someSigners()).keys;
        return { [ASSERTION_HEADER]: gateway.sign(claims) };
      },
    ],
    [
      'the coalition speaking for someone',
      () => house.asCoalition(owner, { path, body: SDL }, anOrganiser('unite')),
    ],
  ])('answers 401 and nothing of what it serves to %s', async (_what, headers) => {
    expect(await send(url(), await headers())).toEqual(REFUSED);
  });

  test('takes an assertion once', async () => {
    const headers = right();
    const answers = await Promise.all([1, 2, 3].map(() => send(url(), headers)));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 401, 401]);
    expect(await send(url(), headers)).toMatchObject({ status: 401 });
  });

  test('refuses a body that was changed on the way, and takes the true one after it', async () => {
    const headers = right();
    expect(await send(url(), headers, `${SDL} `)).toMatchObject({ status: 401 });
    expect(await send(url(), headers)).toMatchObject({ status: 200 });
  });

  test('refuses what is no JSON before it reads it, and every method that is not served', async () => {
    const headers = { ...right(), 'content-type': 'text/plain' };
    expect((await send(url(), headers)).status).toBe(415);
    expect(await send(url(), {}, null)).toEqual(REFUSED);
    expect(await send(`${house.addressOf(owner)}/nowhere`, {})).toEqual(REFUSED);
  });
});

describe.each([[ORGANISATION, '/feed?after=0']])('%s%s', (owner, path) => {
  const url = () => house.addressOf(owner) + path;

  test('is for the coalition alone', async () => {
    const coalition = house.asCoalition(owner, { path, body: '' }, null);
    expect((await send(url(), coalition, null)).status).toBe(200);
    expect((await send(url(), coalition, null)).status).toBe(401);
    expect((await send(url(), {}, null)).status).toBe(401);
    for (const caller of [null, anOrganiser(owner)]) {
      const gateway = house.asGateway(owner, { path, body: '' }, caller);
      expect((await send(url(), gateway, null)).status).toBe(401);
    }
  });
});

test('whoever signs publishes the public halves of its keys, and nothing of the private ones', async () => {
  for (const address of [new URL(house.url).origin, house.addressOf('coalition')]) {
    const { keys } = (await (await fetch(address + PUBLIC_KEYS)).json()) as { keys: object[] };
    expect(keys).toHaveLength(1);
    for (const key of keys)
      expect(Object.keys(key).toSorted()).toEqual(['crv', 'kid', 'kty', 'use', 'x']);
  }
});
