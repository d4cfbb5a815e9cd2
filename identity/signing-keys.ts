/**
 * The private keys of a program: Ed25519, in a file with a JSON Web Key Set. The first key signs and all are published,
 * so that keys rotate with an overlap. The file is read again when it changes.
 */
import { readFileSync, statSync } from 'node:fs';
import { createPrivateKey, type KeyObject, randomUUID, sign } from 'node:crypto';
import { exportJWK, generateKeyPair, type JSONWebKeySet, type JWTPayload } from 'jose';
import { z } from 'zod';
import { log } from '../platform/log.ts';
import { encodePart } from './compact-jws.ts';

/** Ed25519 (RFC 8037). */
const ALGORITHM = 'EdDSA';

/** How often the file's time is checked, in milliseconds. */
const CHECK_EVERY_MS = 1_000;

const privateKeySchema = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  kid: z.string().min(1),
  x: z.string(),
  d: z.string(),
});
const privateKeys = z.object({ keys: z.array(privateKeySchema).min(1) });
export type PrivateKeys = z.infer<typeof privateKeys>;
type PrivateKey = PrivateKeys['keys'][number];

export interface SigningKeys {
  /** A JSON Web Signature of the claims, in its compact form (RFC 7515), by the first key. */
  sign(claims: JWTPayload): string;
  /** The public halves of all keys. */
  published(): JSONWebKeySet;
}

/** A new key with a new id. */
export async function newSigningKey(): Promise<PrivateKey> {
  const pair = await generateKeyPair(ALGORITHM, { extractable: true });
  return privateKeySchema.parse({ ...(await exportJWK(pair.privateKey)), kid: randomUUID() });
}

/** Signs with the keys that a function returns. They may change from one call to the next. */
export function signingKeys(current: () => PrivateKeys): SigningKeys {
  const ready = new WeakMap<PrivateKey, ReadyKey>();
  const readyKey = (key: PrivateKey): ReadyKey => {
    const made = ready.get(key) ?? prepared(key);
    ready.set(key, made);
    return made;
  };
  return {
    sign(claims) {
      const [key] = current().keys;
      if (!key) throw new Error('Expected a key to sign with, but got none.');
      const { header, privateKey } = readyKey(key);
      const signed = `${header}.${encodePart(claims)}`;
      // Node signs at once what a library signs in another thread: a third of the cost, for each request to an owner.
      return `${signed}.${sign(null, Buffer.from(signed), privateKey).toString('base64url')}`;
    },
    published: () => ({
      keys: current().keys.map(({ kty, crv, kid, x }) => ({ kty, crv, kid, x, use: 'sig' })),
    }),
  };
}

/** A key as it signs: the encoded header of its signatures, and the key itself. */
interface ReadyKey {
  header: string;
  privateKey: KeyObject;
}

const prepared = (key: PrivateKey): ReadyKey => ({
  header: encodePart({ alg: ALGORITHM, kid: key.kid }),
  privateKey: createPrivateKey({ key, format: 'jwk' }),
});

/**
 * Signs with the keys of a file.
 * @throws Error when the file has no valid keys. When it becomes invalid later, that is logged, and the last valid keys
 * serve on.
 */
function signingKeysIn(file: string): SigningKeys {
  let changedAt = statSync(file).mtimeMs;
  let keys = readKeys(file);
  let checkedAt = Date.now();
  return signingKeys(() => {
    if (Date.now() - checkedAt < CHECK_EVERY_MS) return keys;
    checkedAt = Date.now();
    try {
      const { mtimeMs } = statSync(file);
      if (mtimeMs !== changedAt) keys = readKeys(file);
      changedAt = mtimeMs;
    } catch {
      log.warn({ reason: 'unreadable' }, 'file of signing keys not readable, last valid keys used');
    }
    return keys;
  });
}

/** The keys in a file. @throws Error when the file has no valid keys. */
export const readKeys = (file: string): PrivateKeys =>
  privateKeys.parse(JSON.parse(readFileSync(file, 'utf8')));

const EXPECTED = 'expected a file of Ed25519 keys, as "npm run keys" makes it';

/** The setting `SIGNING_KEYS_FILE`. Its value is the keys in the file. */
export const signingKeysFile = z.string({ error: EXPECTED }).transform((file, { addIssue }) => {
  try {
    return signingKeysIn(file);
  } catch {
    addIssue({ code: 'custom', message: EXPECTED });
    return z.NEVER;
  }
});
