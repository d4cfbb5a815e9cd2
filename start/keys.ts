/** The keys of a development house: made once and kept, so that tokens and pseudonyms outlive a restart. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { fileOfHouse } from '../root.ts';

const FILE = fileOfHouse('.groundswell/keys.json');

const keysSchema = z.object({ tokenKey: z.string().min(32), gatewayKey: z.string().min(32) });

/** The key that signs tokens, and the key that signs what the gateway tells subgraphs. */
export type Keys = z.infer<typeof keysSchema>;

/** The keys that the settings give, else those of an earlier run in this folder, else new ones. */
export const keysFor = (given: { [Key in keyof Keys]: string | undefined }): Keys => {
  const { tokenKey, gatewayKey } = given;
  if (tokenKey && gatewayKey) return { tokenKey, gatewayKey };
  const kept = readKeys() ?? makeKeys();
  return { tokenKey: tokenKey ?? kept.tokenKey, gatewayKey: gatewayKey ?? kept.gatewayKey };
};

function readKeys(): Keys | null {
  try {
    return keysSchema.parse(JSON.parse(readFileSync(FILE, 'utf8')));
  } catch {
    return null;
  }
}

const newKey = (): string => randomBytes(32).toString('hex');

function makeKeys(): Keys {
  const keys = { tokenKey: newKey(), gatewayKey: newKey() };
  mkdirSync(fileOfHouse('.groundswell/'), { recursive: true });
  writeFileSync(FILE, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 });
  return keys;
}
