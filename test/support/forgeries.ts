/** Ways to forge a token. Each token is genuine but for one thing. */
import { createPublicKey, randomUUID } from 'node:crypto';
import {
  type CryptoKey,
  exportJWK,
  exportSPKI,
  generateKeyPair,
  type JWTHeaderParameters,
  type JWTPayload,
  SignJWT,
  UnsecuredJWT,
} from 'jose';

/** The keys and claims of a genuine token. */
export interface Genuine {
  issuer: string;
  member: string;
  alg: string;
  kid: string;
  privateKey: CryptoKey;
  publicKey: CryptoKey;
}

const now = (): number => Math.floor(Date.now() / 1000);

/** The claims of a genuine token. No two are equal, so that none is in a cache already. */
const genuineClaims = ({ issuer, member }: Genuine): JWTPayload => ({
  iss: issuer,
  aud: 'groundswell',
  sub: member,
  iat: now(),
  exp: now() + 60,
  jti: randomUUID(),
});

/** Makes a genuine token with some claims and headers changed. An undefined one is left out. */
export const tokenMaker =
  (genuine: Genuine) =>
  (
    claims: Record<string, unknown> = {},
    header: Partial<JWTHeaderParameters> = {},
    key = genuine.privateKey,
  ): Promise<string> => {
    const { alg, kid } = genuine;
    const all = { ...genuineClaims(genuine), ...claims };
    return new SignJWT(JSON.parse(JSON.stringify(all)) as JWTPayload)
      .setProtectedHeader(
        JSON.parse(JSON.stringify({ alg, kid, typ: 'at+jwt', ...header })) as JWTHeaderParameters,
      )
      .sign(key);
  };

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

export type Forgery = [title: string, forge: () => Promise<string> | string];

/**
 * Forgeries of what is genuine.
 * @param other another issuer that is trusted, for its own organisation
 */
export async function forgeriesOf(genuine: Genuine, other: Genuine): Promise<Forgery[]> {
  const { issuer, member, alg, kid, privateKey, publicKey } = genuine;
  const made = tokenMaker(genuine);
  const stranger = await generateKeyPair(alg, { extractable: true });
  return [
    ['no text', () => ''],
    ['a text that is no token', () => 'nonsense'],
    ['three empty parts', () => '..'],
    ['ten thousand letters', () => 'a'.repeat(10_000)],
    ['algorithm none', () => new UnsecuredJWT(genuineClaims(genuine)).encode()],
    [
      'the algorithm none with a genuine signature',
      async () => {
        const [, payload, signature] = (await made()).split('.');
        return [part({ alg: 'none', kid }), payload, signature].join('.');
      },
    ],
    [
      'HS256 with the public key, as text, as the secret',
      async () =>
        new SignJWT(genuineClaims(genuine))
          .setProtectedHeader({ alg: 'HS256', kid })
          .sign(Buffer.from(await exportSPKI(publicKey))),
    ],
    [
      'HS256 with the public key, as bytes, as the secret',
      async () => {
        const key = createPublicKey({ key: await exportJWK(publicKey), format: 'jwk' } as never);
        return new SignJWT(genuineClaims(genuine))
          .setProtectedHeader({ alg: 'HS256', kid })
          .sign(key.export({ type: 'spki', format: 'der' }));
      },
    ],
    ['a stranger’s key under the id of the genuine key', () => made({}, {}, stranger.privateKey)],
    [
      "the key of another organisation under the id of this one's key",
      () => made({}, {}, other.privateKey),
    ],
    ['the id of another key', () => made({}, { kid: other.kid })],
    ['the id of no key', () => made({}, { kid: '../../../dev/null' })],
    [
      'a key in the header',
      async () =>
        made(
          {},
          { kid: undefined as never, jwk: await exportJWK(stranger.publicKey) },
          stranger.privateKey,
        ),
    ],
    [
      'the address of a key in the header',
      () => made({}, { jku: 'https://evil.example/keys' }, stranger.privateKey),
    ],
    [
      'the address of a certificate in the header',
      () => made({}, { x5u: 'https://evil.example/c' }, stranger.privateKey),
    ],
    [
      'a critical extension',
      () =>
        new SignJWT(genuineClaims(genuine))
          .setProtectedHeader({ alg, kid, crit: ['house'], house: 1 })
          .sign(privateKey, { crit: { house: true } }),
    ],
    [
      "the issuer of another organisation, with this one's key",
      () => made({ iss: other.issuer, roles: ['ORGANISER'] }),
    ],
    ['an issuer that nobody trusts', () => made({ iss: 'https://elsewhere.example' })],
    ['the issuer with a slash at the end', () => made({ iss: `${issuer}/` })],
    ['the issuer in capitals', () => made({ iss: issuer.toUpperCase() })],
    ['no issuer', () => made({ iss: undefined })],
    ['another audience', () => made({ aud: 'another-api' })],
    ['an audience that begins the same', () => made({ aud: 'groundswell-two' })],
    ['no audience', () => made({ aud: undefined })],
    ['expired', () => made({ iat: now() - 100, exp: now() - 40 })],
    ['no expiry', () => made({ exp: undefined })],
    ['an expiry that is no number', () => made({ exp: '9999999999' })],
    ['made in the future', () => made({ iat: now() + 600, exp: now() + 660 })],
    ['no time at which it was made', () => made({ iat: undefined })],
    ['a time at which it was made that is no number', () => made({ iat: '1' })],
    ['good for more than a day', () => made({ iat: now(), exp: now() + 86_401 })],
    [
      'good for a year, of which an hour is left',
      () => made({ iat: now() - 31_532_400, exp: now() + 3_600 }),
    ],
    ['not valid yet', () => made({ nbf: now() + 600 })],
    ['no subject', () => made({ sub: undefined })],
    ['an empty subject', () => made({ sub: '' })],
    ['a subject that is a number', () => made({ sub: 7 })],
    ['a member of another organisation', () => made({ sub: other.member })],
    ['an id of something else', () => made({ sub: member.replace(':member:', ':idea:') })],
    ['a type for signing out', () => made({}, { typ: 'logout+jwt' })],
    ['a proof of possession', () => made({}, { typ: 'dpop+jwt' })],
    [
      'claims changed after signing',
      async () => {
        const [header, payload, signature] = (await made()).split('.');
        const claims = JSON.parse(Buffer.from(payload!, 'base64url').toString()) as object;
        return [header, part({ ...claims, roles: ['ADMINISTRATOR'] }), signature].join('.');
      },
    ],
    ['no signature', async () => (await made()).replace(/[^.]*$/, '')],
    ['a signature that is cut short', async () => (await made()).slice(0, -8)],
  ];
}
