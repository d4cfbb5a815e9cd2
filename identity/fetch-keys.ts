/** Fetches public keys from a file or an address on the web. */
import { readFile } from 'node:fs/promises';
import type { JSONWebKeySet } from 'jose';
import { type Dispatcher, fetch, type Response } from 'undici';
import { z } from 'zod';
import type { FetchKeys } from './key-set.ts';
import { isSafe } from './safe-address.ts';

const ANSWER_WITHIN_MS = 5_000;

/** The longest set of keys or description of an issuer: 256 KB. */
const LONGEST_ANSWER = 256 * 1024;

const keysSchema = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).max(100) });

/** The address of the keys in the description of an issuer. */
const keysAddress = z
  .url({ protocol: /^https?$/, abort: true })
  .refine(isSafe, 'expected an https:// address');

/**
 * The keys published at an address.
 * @param dispatcher makes the connections; undici's global one when left out
 */
export const keysAt =
  (address: string, dispatcher?: Dispatcher): FetchKeys =>
  () =>
    fetchKeys(address, dispatcher);

const fetchKeys = async (address: string, dispatcher?: Dispatcher): Promise<JSONWebKeySet> =>
  keysSchema.parse(await jsonAt(address, dispatcher));

/**
 * The keys of an OpenID provider, at the address in its description (OpenID Connect Discovery 1.0, 4).
 * @param dispatcher makes the connections for both; undici's global one when left out
 */
export const keysOfIssuer =
  (issuer: string, dispatcher?: Dispatcher): FetchKeys =>
  async () => {
    const at = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
    const description = z
      .object({ issuer: z.literal(issuer), jwks_uri: keysAddress })
      .parse(await jsonAt(at, dispatcher));
    return fetchKeys(description.jwks_uri, dispatcher);
  };

/**
 * The JSON at an address. No redirect is followed, and no more is read than keys can be long.
 * @throws Error when nothing can be read, or it is not JSON.
 */
async function jsonAt(address: string, dispatcher?: Dispatcher): Promise<unknown> {
  if (address.startsWith('file:')) return JSON.parse(await readFile(new URL(address), 'utf8'));
  const response = await fetch(address, {
    redirect: 'error',
    ...(dispatcher && { dispatcher }),
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
