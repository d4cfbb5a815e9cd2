/** `npm run keys -- <file> …`: creates a file of signing keys, and changes it so that keys rotate with an overlap. */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { makeSecretFile, replaceSecretFile } from '../platform/secret-file.ts';
import { StartFailure } from '../platform/start-failure.ts';
import { newSigningKey, type PrivateKeys, readKeys } from './signing-keys.ts';

type Keys = PrivateKeys['keys'];

const USAGE = `Usage: npm run keys -- <file>                      makes the file, with one key
       npm run keys -- <file> --list               the ids of its keys; the first signs
       npm run keys -- <file> --add                publishes a new key that does not sign yet
       npm run keys -- <file> --sign-with <kid>    signs with one that is published
       npm run keys -- <file> --rotate             publishes a new key and signs with it at once
       npm run keys -- <file> --retire <kid>       takes one away: what it signed is refused within five minutes`;

/**
 * Creates or changes the file that the arguments name.
 * @returns the text to print
 * @throws StartFailure with the mistake in a sentence. The file is unchanged then.
 */
export async function changeKeys(args: readonly string[]): Promise<string> {
  const { file, ...change } = readArguments(args);
  if (Object.keys(change).length === 0) return make(file);
  const keys = keysIn(file);
  if (change.list) return described(keys);
  const changed = await changedKeys(keys, change);
  replaceSecretFile(file, { keys: changed });
  return described(changed);
}

async function make(file: string): Promise<string> {
  const keys = [await newSigningKey()];
  if (makeSecretFile(file, { keys })) return described(keys);
  throw new StartFailure(
    `There is a file ${file} already, and it stays as it is. --rotate and --add give it new keys.`,
  );
}

interface Change {
  rotate?: boolean;
  add?: boolean;
  'sign-with'?: string;
  retire?: string;
}

async function changedKeys(keys: Keys, change: Change): Promise<Keys> {
  if (change.rotate) return [await newSigningKey(), ...keys];
  if (change.add) return [...keys, await newSigningKey()];
  const kid = change['sign-with'] ?? change.retire;
  const others = keys.filter((key) => key.kid !== kid);
  const named = keys.filter((key) => key.kid === kid);
  if (named.length === 0)
    throw new StartFailure(
      `Expected the id of one of its keys (${keys.map((key) => key.kid).join(', ')}), but got "${kid}".`,
    );
  if (change['sign-with'] !== undefined) return [...named, ...others];
  if (others.length === 0)
    throw new StartFailure('--retire: the last key stays, as something has to sign.');
  return others;
}

/** A line for each key. */
const described = (keys: Keys): string =>
  keys.map(({ kid }, at) => `${kid}  ${at === 0 ? 'signs' : 'is published'}`).join('\n');

function keysIn(file: string): Keys {
  if (!existsSync(file))
    throw new StartFailure(`There is no file ${file}: "npm run keys -- ${file}" makes it.`);
  try {
    return readKeys(file).keys;
  } catch {
    throw new StartFailure(`Expected a file of Ed25519 keys, but ${file} is none.`);
  }
}

function readArguments(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { list: flag, add: flag, rotate: flag, 'sign-with': text, retire: text },
      allowPositionals: true,
    });
    const [file] = positionals;
    if (file === undefined || positionals.length > 1)
      throw new Error(`Expected one file, but got ${positionals.length}.`);
    const { length } = Object.keys(values);
    if (length > 1) throw new Error(`Expected one change at a time, but got ${length}.`);
    return { file, ...values };
  } catch (error) {
    throw new StartFailure(`${(error as Error).message}\n${USAGE}`);
  }
}
