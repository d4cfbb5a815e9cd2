import { describe, expect, test } from '@jest/globals';
import {
  decodeJwt,
  exportJWK,
  generateKeyPair,
  type JWTPayload,
  SignJWT,
  UnsecuredJWT,
} from 'jose';
import {
  ASSERTION_HEADER,
  assertionsBy,
  assertionsFor,
  type Signer,
} from '../../../identity/assertion.ts';
import type { Caller } from '../../../identity/caller.ts';
import { asSeenBy } from '../../../identity/pseudonym.ts';
import { aMember, anOrganiser } from '../../support/callers.ts';
import { publishedKeys, someSigners, someSigningKeys } from '../../support/identity.ts';

const signers = await someSigners();
const request = { path: '/organisation', body: '{"query":"{ __typename }"}' };
const caller = anOrganiser('unite');

/** A genuine assertion, by default of the gateway for Unite. */
const assertion = async ({
  by = 'gateway',
  of = caller,
  to = 'unite',
}: { by?: Signer; of?: Caller | null; to?: string } = {}): Promise<string> =>
  assertionsBy(by, signers.keys[by])(to, request, of)[ASSERTION_HEADER];

/** What an assertion says to Unite, with this request; null where Unite refuses it. */
async function verified(token: string, { path, body } = request, now?: () => number) {
  const { verify } = assertionsFor('unite', signers.trusted, now);
  const header = await verify(token, path);
  return header?.verifyBody(body) ?? null;
}

/** A genuine assertion with some claims changed, signed by the gateway. An undefined claim is left out. */
async function withClaims(change: JWTPayload): Promise<string> {
  const claims = { ...decodeJwt(await assertion()), jti: crypto.randomUUID(), ...change };
  return signers.keys.gateway.sign(JSON.parse(JSON.stringify(claims)) as JWTPayload);
}

const seconds = (): number => Math.floor(Date.now() / 1000);

describe('an assertion', () => {
  test('has its signer and the caller', async () => {
    expect(await verified(await assertion())).toEqual({ signer: 'gateway', caller });
  });

  test('has no caller where nobody is signed in', async () => {
    const anonymous = await assertion({ of: null });
    expect(await verified(anonymous)).toEqual({ signer: 'gateway', caller: null });
  });

  test('of the coalition has no caller, and is refused with one', async () => {
    const own = await assertion({ by: 'coalition', of: null });
    expect(await verified(own)).toEqual({ signer: 'coalition', caller: null });
    expect(await verified(await assertion({ by: 'coalition' }))).toBeNull();
  });

  test('for another organisation than their home has only the home and a pseudonym of a member', async () => {
    const seen = asSeenBy('labour', caller, 'a key that only this test knows');
    const claims = decodeJwt(await assertion({ of: seen, to: 'labour' }));
    expect(claims['caller']).toEqual({
      home: 'unite',
      person: expect.stringMatching(/^pseudonym:[\w-]{43}$/),
      roles: [],
      application: null,
      scopes: null,
    });
    expect(JSON.stringify(claims)).not.toContain(caller.person);
  });

  test('is accepted once', async () => {
    const { verify } = assertionsFor('unite', signers.trusted);
    const token = await assertion();
    const results = await Promise.all(
      [1, 2, 3].map(async () => (await verify(token, request.path))?.verifyBody(request.body)),
    );
    expect(results.filter((one) => one?.signer === 'gateway')).toHaveLength(1);
    expect(results.filter((one) => one === null)).toHaveLength(2);
  });

  test('is not used up by a request with another body', async () => {
    const { verify } = assertionsFor('unite', signers.trusted);
    const token = await assertion();
    expect((await verify(token, request.path))?.verifyBody('{}')).toBeNull();
    expect((await verify(token, request.path))?.verifyBody(request.body)).toMatchObject({ caller });
  });

  test.each([0, 29, 30])('is accepted %i s after it was made', async (age) => {
    expect(await verified(await withClaims({ iat: seconds() - age }))).toMatchObject({ caller });
  });

  test.each([-31, -3_600, 31, 3_600])('is refused where its time is %i s off', async (off) => {
    const made = seconds();
    const token = await withClaims({ iat: made + off });
    expect(await verified(token, request, () => made * 1000)).toBeNull();
  });

  test('is remembered for as long as it could be accepted', async () => {
    const made = seconds();
    const token = await withClaims({ iat: made + 29 });
    let at = made * 1000;
    const { verify } = assertionsFor('unite', signers.trusted, () => at);
    const accepted = async () =>
      (await verify(token, request.path))?.verifyBody(request.body) ?? null;
    expect(await accepted()).toMatchObject({ caller });
    for (let later = 1; later <= 62; later += 1) {
      at = (made + later) * 1000;
      expect(await accepted()).toBeNull();
    }
  });

  test('is refused where its body arrives too late, although its header arrived in time', async () => {
    const made = seconds();
    let at = made * 1000;
    const { verify } = assertionsFor('unite', signers.trusted, () => at);
    const header = await verify(await withClaims({ iat: made }), request.path);
    at += 31_000;
    expect(header?.verifyBody(request.body)).toBeNull();
  });

  test('is accepted under the new key and under the old one while keys rotate', async () => {
    const [first, second] = [await someSigningKeys(), await someSigningKeys()];
    const both = { keys: [...second.published().keys, ...first.published().keys] };
    const { verify } = assertionsFor('unite', {
      gateway: publishedKeys({ published: () => both }),
    });
    for (const keys of [first, second]) {
      const { [ASSERTION_HEADER]: token } = assertionsBy('gateway', keys)('unite', request, null);
      expect((await verify(token, request.path))?.verifyBody(request.body)).toMatchObject({
        caller: null,
      });
    }
  });
});

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const claimsNow = async () => decodeJwt(await assertion());

/** Each is genuine but for one thing. */
const FORGERIES: [title: string, forge: () => Promise<string> | string][] = [
  ['no text', () => ''],
  ['a text that is no token', () => 'not.a.token'],
  ['an unsigned token', async () => new UnsecuredJWT(await claimsNow()).encode()],
  [
    'the algorithm none with a genuine signature',
    async () => {
      const [, payload, signature] = (await assertion()).split('.');
      return [part({ alg: 'none' }), payload, signature].join('.');
    },
  ],
  [
    'HS256 with the public key as the secret',
    async () => {
      const [key] = signers.keys.gateway.published().keys;
      return new SignJWT(await claimsNow())
        .setProtectedHeader({ alg: 'HS256', kid: key!.kid! })
        .sign(Buffer.from(String(key!.x), 'base64url'));
    },
  ],
  [
    'a stranger’s key under the id of the genuine key',
    async () => {
      const { privateKey } = await generateKeyPair('EdDSA');
      const [key] = signers.keys.gateway.published().keys;
      return new SignJWT(await claimsNow())
        .setProtectedHeader({ alg: 'EdDSA', kid: key!.kid! })
        .sign(privateKey);
    },
  ],
  [
    'a stranger’s key in the header',
    async () => {
      const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true });
      return new SignJWT(await claimsNow())
        .setProtectedHeader({ alg: 'EdDSA', jwk: await exportJWK(publicKey) })
        .sign(privateKey);
    },
  ],
  ['no signature', async () => (await assertion()).replace(/[^.]*$/, '')],
  [
    'claims changed after signing',
    async () => {
      const [header, payload, signature] = (await assertion()).split('.');
      const claims = JSON.parse(Buffer.from(payload!, 'base64url').toString()) as object;
      return [header, part({ ...claims, caller: anOrganiser('labour') }), signature].join('.');
    },
  ],
  [
    'the gateway, signed by the coalition',
    async () => signers.keys.coalition.sign({ ...(await claimsNow()), iss: 'gateway' }),
  ],
  [
    'the coalition, signed by the gateway',
    async () =>
      signers.keys.gateway.sign({ ...(await claimsNow()), iss: 'coalition', caller: null }),
  ],
  ['an assertion for another audience', () => assertion({ to: 'labour' })],
  ['another signer', () => withClaims({ iss: 'unite' })],
  ['two audiences', () => withClaims({ aud: ['unite', 'labour'] })],
  ['an unknown role', () => withClaims({ caller: { ...caller, roles: ['KING'] } })],
  ['a person that is no text', () => withClaims({ caller: { ...caller, person: {} } })],
  ['an additional claim', () => withClaims({ admin: true })],
  ['another path', () => withClaims({ path: '/union' })],
  ['another body', () => withClaims({ body: part('') })],
  ...['iss', 'aud', 'iat', 'jti', 'path', 'body', 'caller'].map(
    (claim): [string, () => Promise<string>] => [
      `no claim ${claim}`,
      () => withClaims({ [claim]: undefined }),
    ],
  ),
];

describe('a forged assertion is refused', () => {
  test.each(FORGERIES)('%s', async (_what, forge) => {
    expect(await verified(await forge())).toBeNull();
  });

  test('and so is a genuine one at another path', async () => {
    expect(
      await verified(await assertion({ of: aMember('unite') }), { ...request, path: '/union' }),
    ).toBeNull();
  });
});
