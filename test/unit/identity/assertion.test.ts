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
import { knownKeys, someSigners, someSigningKeys } from '../../support/identity.ts';

const signers = await someSigners();
const request = { path: '/organisation', body: '{"query":"{ __typename }"}' };
const caller = anOrganiser('unite');

/** An assertion for Unite about the request. */
const assertion = async ({
  by = 'gateway',
  of = caller,
  to = 'unite',
}: { by?: Signer; of?: Caller | null; to?: string } = {}): Promise<string> =>
  (await assertionsBy(by, signers.keys[by])(to, request, of))[ASSERTION_HEADER];

/** What Unite makes of an assertion that comes with a request. */
async function taken(token: string, { path, body } = request, now?: () => number) {
  const pending = await assertionsFor('unite', signers.trusted, now)(token, path);
  return pending?.complete(body) ?? null;
}

/** All that a right one says, signed by the gateway after a change; what is undefined is left out. */
async function stated(change: JWTPayload): Promise<string> {
  const claims = { ...decodeJwt(await assertion()), jti: crypto.randomUUID(), ...change };
  return signers.keys.gateway.sign(JSON.parse(JSON.stringify(claims)) as JWTPayload);
}

const seconds = (): number => Math.floor(Date.now() / 1000);

describe('an assertion', () => {
  test('tells its audience who signed it and who asks', async () => {
    expect(await taken(await assertion())).toEqual({ signer: 'gateway', caller });
  });

  test('says so where nobody is signed in', async () => {
    const anonymous = await assertion({ of: null });
    expect(await taken(anonymous)).toEqual({ signer: 'gateway', caller: null });
  });

  test('of the coalition speaks for the coalition alone', async () => {
    const own = await assertion({ by: 'coalition', of: null });
    expect(await taken(own)).toEqual({ signer: 'coalition', caller: null });
    expect(await taken(await assertion({ by: 'coalition' }))).toBeNull();
  });

  test('carries nothing of a member away from home but the home and a pseudonym', async () => {
    const seen = asSeenBy('labour', caller, 'a key that only this test knows');
    const claims = decodeJwt(await assertion({ of: seen, to: 'labour' }));
    expect(claims['caller']).toEqual({
      home: 'unite',
      person: expect.stringMatching(/^pseudonym:[\w-]{43}$/),
      roles: [],
      application: null,
    });
    expect(JSON.stringify(claims)).not.toContain(caller.person);
  });

  test('is taken once', async () => {
    const take = assertionsFor('unite', signers.trusted);
    const token = await assertion();
    const takings = await Promise.all(
      [1, 2, 3].map(async () => (await take(token, request.path))?.complete(request.body)),
    );
    expect(takings.filter((one) => one?.signer === 'gateway')).toHaveLength(1);
    expect(takings.filter((one) => one === null)).toHaveLength(2);
  });

  test('is not used up by one who changes the body', async () => {
    const take = assertionsFor('unite', signers.trusted);
    const token = await assertion();
    expect((await take(token, request.path))?.complete('{}')).toBeNull();
    expect((await take(token, request.path))?.complete(request.body)).toMatchObject({ caller });
  });

  test.each([0, 29, 30])('is taken %i s after it was made', async (age) => {
    expect(await taken(await stated({ iat: seconds() - age }))).toMatchObject({ caller });
  });

  test.each([-31, -3_600, 31, 3_600])('is refused where its time is %i s off', async (off) => {
    const made = seconds();
    const token = await stated({ iat: made + off });
    expect(await taken(token, request, () => made * 1000)).toBeNull();
  });

  test('is remembered for as long as it could be taken', async () => {
    const made = seconds();
    const token = await stated({ iat: made + 29 });
    let at = made * 1000;
    const take = assertionsFor('unite', signers.trusted, () => at);
    const complete = async () => (await take(token, request.path))?.complete(request.body) ?? null;
    expect(await complete()).toMatchObject({ caller });
    for (let later = 1; later <= 62; later += 1) {
      at = (made + later) * 1000;
      expect(await complete()).toBeNull();
    }
  });

  test('is refused where its body came too late, however young it was when it began', async () => {
    const made = seconds();
    let at = made * 1000;
    const take = assertionsFor('unite', signers.trusted, () => at);
    const pending = await take(await stated({ iat: made }), request.path);
    at += 31_000;
    expect(pending?.complete(request.body)).toBeNull();
  });

  test('under a key that came after is taken, and so is one under the key before it', async () => {
    const [first, second] = [await someSigningKeys(), await someSigningKeys()];
    const both = { keys: [...second.published().keys, ...first.published().keys] };
    const take = assertionsFor('unite', { gateway: knownKeys({ published: () => both }) });
    for (const keys of [first, second]) {
      const { [ASSERTION_HEADER]: token } = await assertionsBy('gateway', keys)(
        'unite',
        request,
        null,
      );
      expect((await take(token, request.path))?.complete(request.body)).toMatchObject({
        caller: null,
      });
    }
  });
});

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const claimsNow = async () => decodeJwt(await assertion());

/** Each is right in all but one thing. */
const FORGERIES: [title: string, forge: () => Promise<string> | string][] = [
  ['no text', () => ''],
  ['what is no token', () => 'not.a.token'],
  ['one that nobody signed', async () => new UnsecuredJWT(await claimsNow()).encode()],
  [
    'a header that says none over a true signature',
    async () => {
      const [, payload, signature] = (await assertion()).split('.');
      return [part({ alg: 'none' }), payload, signature].join('.');
    },
  ],
  [
    'HS256 with the public key for a secret',
    async () => {
      const [key] = signers.keys.gateway.published().keys;
      return new SignJWT(await claimsNow())
        .setProtectedHeader({ alg: 'HS256', kid: key!.kid! })
        .sign(Buffer.from(String(key!.x), 'base64url'));
    },
  ],
  [
    'a stranger under the name of the key',
    async () => {
      const { privateKey } = await generateKeyPair('EdDSA');
      const [key] = signers.keys.gateway.published().keys;
      return new SignJWT(await claimsNow())
        .setProtectedHeader({ alg: 'EdDSA', kid: key!.kid! })
        .sign(privateKey);
    },
  ],
  [
    'a stranger who brings their own key',
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
  ['one for another audience', () => assertion({ to: 'labour' })],
  ['another signer', () => stated({ iss: 'unite' })],
  ['two audiences', () => stated({ aud: ['unite', 'labour'] })],
  ['a role that there is not', () => stated({ caller: { ...caller, roles: ['KING'] } })],
  ['a person that is no text', () => stated({ caller: { ...caller, person: {} } })],
  ['more than an assertion says', () => stated({ admin: true })],
  ['another path', () => stated({ path: '/union' })],
  ['another body', () => stated({ body: part('') })],
  ...['iss', 'aud', 'iat', 'jti', 'path', 'body', 'caller'].map(
    (claim): [string, () => Promise<string>] => [
      `no claim ${claim}`,
      () => stated({ [claim]: undefined }),
    ],
  ),
];

describe('a forged assertion is nobody', () => {
  test.each(FORGERIES)('%s', async (_what, forge) => {
    expect(await taken(await forge())).toBeNull();
  });

  test('and so is a true one that comes to another path', async () => {
    expect(
      await taken(await assertion({ of: aMember('unite') }), { ...request, path: '/union' }),
    ).toBeNull();
  });
});
