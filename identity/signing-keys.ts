/**
 * The private keys that a program signs with: Ed25519, in a file as a JSON Web Key Set. The first signs, all are
 * published, so that keys rotate with an overlap; the file is read again when it changes.
 */
import { readFileSync, statSync } from 'node:fs';
import { exportJWK, generateKeyPair, importJWK, type JSONWebKeySet, type JWK, SignJWT } from 'jose';
import type { JWTPayload } from 'jose';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { log } from '../platform/log.ts';

/** Ed25519 (RFC 8037). */
const ALGORITHM = 'EdDSA';

/** How often, in milliseconds, the file is looked at. */
const LOOK_AGAIN_MS = 1_000;

const privateKey = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  kid: z.string().min(1),
  x: z.string(),
  d: z.string(),
});
const privateKeys = z.object({ keys: z.array(privateKey).min(1) });
export type PrivateKeys = z.infer<typeof privateKeys>;

export interface SigningKeys {
  /** Signs claims with the first key. */
  sign(claims: JWTPayload): Promise<string>;
  /** The public halves of all. */
  published(): JSONWebKeySet;
}

/** A new key, with an id of its own. */
export async function newSigningKey(): Promise<PrivateKeys['keys'][number]> {
  const pair = await generateKeyPair(ALGORITHM, { extractable: true });
  return privateKey.parse({ ...(await exportJWK(pair.privateKey)), kid: randomUUID() });
}

/** Signs with these keys, or with those that the function answers at each time. */
export function signingKeys(current: () => PrivateKeys): SigningKeys {
  const imported = new WeakMap<JWK, ReturnType<typeof importJWK>>();
  return {
    async sign(claims) {
      const [key] = current().keys;
      if (!key) throw new Error('Expected a key to sign with, but got none.');
      const ready = imported.get(key) ?? importJWK(key, ALGORITHM);
      imported.set(key, ready);
      const header = { alg: ALGORITHM, kid: key.kid };
      return new SignJWT(claims).setProtectedHeader(header).sign(await ready);
    },
    published: () => ({
      keys: current().keys.map(({ kty, crv, kid, x }) => ({ kty, crv, kid, x, use: 'sig' })),
    }),
  };
}

/**
 * Signs with the keys of a file, as it stands.
 * @throws Error when there are none in it. Later, a file that is wrong is logged, and the keys before it serve.
 */
function signingKeysIn(file: string): SigningKeys {
  let changedAt = statSync(file).mtimeMs;
  let keys = readKeys(file);
  let lookedAt = Date.now();
  return signingKeys(() => {
    if (Date.now() - lookedAt < LOOK_AGAIN_MS) return keys;
    lookedAt = Date.now();
    try {
      const { mtimeMs } = statSync(file);
      if (mtimeMs !== changedAt) keys = readKeys(file);
      changedAt = mtimeMs;
    } catch {
      log.warn(
        { reason: 'unreadable' },
        'the file of signing keys cannot be read: the keys from before serve',
      );
    }
    return keys;
  });
}

/** The keys in a file. @throws Error when there are none in it. */
export const readKeys = (file: string): PrivateKeys =>
  privateKeys.parse(JSON.parse(readFileSync(file, 'utf8')));

const EXPECTED = 'expected a file of Ed25519 keys, as "npm run keys" makes it';

/** The setting `SIGNING_KEYS_FILE`: becomes the keys in the file. */
export const signingKeysFile = z.string({ error: EXPECTED }).transform((file, { addIssue }) => {
  try {
    return signingKeysIn(file);
  } catch {
    addIssue({ code: 'custom', message: EXPECTED });
    return z.NEVER;
  }
});
