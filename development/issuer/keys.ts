/** The keys of each organisation's local issuer: its own, made once and kept, so that tokens outlive a restart. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, type JSONWebKeySet } from 'jose';
import { makeSecretFile } from '../../platform/secret-file.ts';
import { fileOfHouse } from '../../platform/root.ts';

/** What every client of an issuer can verify. */
export const ALGORITHM = 'RS256';

const FOLDER = fileOfHouse('.groundswell/issuer/');

/** The private keys of an organisation's issuer. */
export async function keysOf(organisation: string): Promise<JSONWebKeySet> {
  const path = fileURLToPath(new URL(`${organisation}.json`, FOLDER));
  const kept = read(path);
  if (kept) return kept;
  const keys = { keys: [await newKey()] };
  // Another house in this folder may have been quicker: its keys are everyone's.
  return makeSecretFile(path, keys) ? keys : (read(path) ?? keys);
}

function read(path: string): JSONWebKeySet | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as JSONWebKeySet;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

async function newKey() {
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  return { ...(await exportJWK(privateKey)), kid: randomUUID(), alg: ALGORITHM, use: 'sig' };
}
