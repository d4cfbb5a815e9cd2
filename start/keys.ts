/** The keys of a development house: made once and kept, so that tokens and pseudonyms outlive a restart. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { StartFailure } from '../process/start-failure.ts';
import { fileOfHouse } from '../root.ts';

const FOLDER = fileOfHouse('.groundswell/');
const FILE = new URL('keys.json', FOLDER);

const secret = z.string().min(32);
const keysSchema = z.object({ tokenKey: secret, gatewayKey: secret, pseudonymKey: secret });

/**
 * The key that signs tokens, the key that signs what the gateway tells subgraphs, and the key that pseudonyms
 * follow from.
 */
export type Keys = z.infer<typeof keysSchema>;

/**
 * The keys that the settings give; those that they do not give are of an earlier run in this folder, or new.
 * @throws StartFailure when the kept ones cannot be read: new ones would make everyone from away someone else.
 */
export function keysFor(given: { [Key in keyof Keys]: string | undefined }): Keys {
  const all = keysSchema.safeParse(given);
  if (all.success) return all.data;
  const kept = keptKeys() ?? makeKeys();
  return {
    tokenKey: given.tokenKey ?? kept.tokenKey,
    gatewayKey: given.gatewayKey ?? kept.gatewayKey,
    pseudonymKey: given.pseudonymKey ?? kept.pseudonymKey,
  };
}

function keptKeys(): Keys | null {
  try {
    return keysSchema.parse(JSON.parse(readFileSync(FILE, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new StartFailure(
      'The keys of this house (.groundswell/keys.json) cannot be read. Put the file right, or remove it: then everyone becomes someone else to the organisations that are not their own.',
    );
  }
}

const newKey = (): string => randomBytes(32).toString('hex');

/** Another start may make them at the same moment: the first one's are everyone's. */
function makeKeys(): Keys {
  const keys = { tokenKey: newKey(), gatewayKey: newKey(), pseudonymKey: newKey() };
  mkdirSync(FOLDER, { recursive: true });
  try {
    writeFileSync(FILE, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
    return keys;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return keptKeys() ?? keys;
    throw error;
  }
}
