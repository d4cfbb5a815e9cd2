/** Ways to forge a token: each is one that is right in all but one thing. */
import { generateKeyPairSync } from 'node:crypto';
import { type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';

/** What a right one says and is signed with. */
export interface Genuine {
  key: string;
  issuer: string;
  audience: string;
  claims: JWTPayload;
}

const bytes = (key: string): Uint8Array => new TextEncoder().encode(key);
export const now = (): number => Math.floor(Date.now() / 1000);

/** A token with these claims, HS256 unless said otherwise; a claim that is undefined is left out. */
export const sign = (key: string, claims: JWTPayload, alg = 'HS256'): Promise<string> =>
  new SignJWT(JSON.parse(JSON.stringify(claims)) as JWTPayload)
    .setProtectedHeader({ alg })
    .sign(bytes(key));

/** All claims of a right one, made now. */
export const rightClaims = ({ issuer, audience, claims }: Genuine): JWTPayload => ({
  iss: issuer,
  aud: audience,
  iat: now(),
  exp: now() + 20,
  ...claims,
});

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** The same signature over other claims. */
async function tampered(genuine: Genuine, change: JWTPayload): Promise<string> {
  const claims = rightClaims(genuine);
  const [header, , signature] = (await sign(genuine.key, claims)).split('.');
  return [header, part({ ...claims, ...change }), signature].join('.');
}

/** The forgeries that hold for a token and for an assertion alike, by what is wrong with them. */
export function forgeriesOf(genuine: Genuine): [string, () => string | Promise<string>][] {
  const { key } = genuine;
  const right = () => rightClaims(genuine);
  const withClaims = (change: JWTPayload) => () => sign(key, { ...right(), ...change });
  return [
    ['no text', () => ''],
    ['no token', () => 'not.a.token'],
    ['algorithm none', () => new UnsecuredJWT(right()).encode()],
    [
      'a header that says none over a true signature',
      async () => {
        const [, payload, signature] = (await sign(key, right())).split('.');
        return [part({ alg: 'none' }), payload, signature].join('.');
      },
    ],
    ['another algorithm with the same key', () => sign(key.padEnd(64, key), right(), 'HS512')],
    [
      'an asymmetric algorithm',
      () =>
        new SignJWT(right())
          .setProtectedHeader({ alg: 'EdDSA' })
          .sign(generateKeyPairSync('ed25519').privateKey),
    ],
    ['another key', () => sign(`${key} `, right())],
    ['no signature', async () => (await sign(key, right())).replace(/[^.]*$/, '')],
    ['claims changed after signing', () => tampered(genuine, { exp: now() + 9_999 })],
    ['another audience', withClaims({ aud: 'someone-else' })],
    ['an audience that only begins the same', withClaims({ aud: `${genuine.audience}-two` })],
    ['another issuer', withClaims({ iss: 'someone-else' })],
    ['expired', withClaims({ iat: now() - 100, exp: now() - 40 })],
    ['made in the future', withClaims({ iat: now() + 600, exp: now() + 620 })],
    ['not valid yet', withClaims({ nbf: now() + 600 })],
    ['an expiry that is no number', withClaims({ exp: '9999999999' as never })],
    ...['iss', 'aud', 'iat', 'exp', ...Object.keys(genuine.claims)].map(
      (claim): [string, () => Promise<string>] => [
        `no claim ${claim}`,
        withClaims({ [claim]: undefined }),
      ],
    ),
  ];
}
