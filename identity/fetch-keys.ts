/** Where public keys are published: a file, or an address on the web. */
import { readFile } from 'node:fs/promises';
import type { JSONWebKeySet } from 'jose';
import { type Dispatcher, fetch, type Response } from 'undici';
import { z } from 'zod';
import type { FetchKeys } from './key-set.ts';
import { isSafe } from './safe-address.ts';

const ANSWER_WITHIN_MS = 5_000;

/** No set of keys, and no description of an issuer, is longer: 256 KB. */
const LONGEST_ANSWER = 256 * 1024;

const keys = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).max(100) });

/** Where an issuer says that its keys are. */
const place = z
  .url({ protocol: /^https?$/, abort: true })
  .refine(isSafe, 'expected an https:// address');

/**
 * The keys published at an address.
 * @param through makes the connections, where not just as to anyone
 */
export const keysAt =
  (address: string, through?: Dispatcher): FetchKeys =>
  () =>
    keysOf(address, through);

const keysOf = async (address: string, through?: Dispatcher): Promise<JSONWebKeySet> =>
  keys.parse(await jsonAt(address, through));

/**
 * The keys that an OpenID provider publishes where its own description says (OpenID Connect Discovery 1.0, 4).
 * @param through makes the connections to either, where not just as to anyone
 */
export const keysOfIssuer =
  (issuer: string, through?: Dispatcher): FetchKeys =>
  async () => {
    const at = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
    const described = z
      .object({ issuer: z.literal(issuer), jwks_uri: place })
      .parse(await jsonAt(at, through));
    return keysOf(described.jwks_uri, through);
  };

/**
 * The JSON at an address. No redirect is followed, and no more is read than keys can be.
 * @throws Error when it cannot be had, or is no JSON.
 */
async function jsonAt(address: string, through?: Dispatcher): Promise<unknown> {
  if (address.startsWith('file:')) return JSON.parse(await readFile(new URL(address), 'utf8'));
  const response = await fetch(address, {
    redirect: 'error',
    ...(through && { dispatcher: through }),
    headers: { accept: 'application/json' },
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  });
  if (!response.ok) throw new Error(`Expected keys, but got the status ${response.status}.`);
  return JSON.parse(await textOf(response));
}

async function textOf({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    length += chunk.length;
    if (length > LONGEST_ANSWER)
      throw new Error(`Expected at most ${LONGEST_ANSWER} bytes of keys.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
