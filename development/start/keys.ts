/** The keys of a development house: made once and kept, so that pseudonyms outlive a restart. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { newSigningKey } from '../../identity/signing-keys.ts';
import { makeSecretFile } from '../../platform/secret-file.ts';
import { StartFailure } from '../../platform/start-failure.ts';
import { fileOfHouse } from '../../platform/root.ts';

const fileOf = (name: string): string => fileURLToPath(fileOfHouse(`.groundswell/${name}.json`));

const kept = z.object({ pseudonymKey: z.string().min(32) });

export interface Keys {
  /** The key that pseudonyms follow from. */
  pseudonymKey: string;
  /** The file of the keys that each of them signs with; nobody else is given its path. */
  signing: { gateway: string; coalition: string };
}

/**
 * The keys of this folder's house: of an earlier run, or new.
 * @param pseudonymKey the one that the settings give, if they do
 * @throws StartFailure when the kept one cannot be read: a new one would make everyone from away someone else.
 */
export async function keysFor(pseudonymKey: string | undefined): Promise<Keys> {
  const [gateway, coalition] = await Promise.all([
    signingKeysOf('signing-keys-of-gateway'),
    signingKeysOf('signing-keys-of-coalition'),
  ]);
  return { pseudonymKey: pseudonymKey ?? keptKey(), signing: { gateway, coalition } };
}

/** Another start may make them at the same moment: the first one's are everyone's. */
async function signingKeysOf(name: string): Promise<string> {
  const file = fileOf(name);
  if (!existsSync(file)) makeSecretFile(file, { keys: [await newSigningKey()] });
  return file;
}

function keptKey(): string {
  const file = fileOf('keys');
  if (!existsSync(file)) makeSecretFile(file, { pseudonymKey: randomBytes(32).toString('hex') });
  try {
    return kept.parse(JSON.parse(readFileSync(file, 'utf8'))).pseudonymKey;
  } catch {
    throw new StartFailure(
      'The key of this house (.groundswell/keys.json) cannot be read. Put the file right, or remove it: then everyone becomes someone else to the organisations that are not their own.',
    );
  }
}
