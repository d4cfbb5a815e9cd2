/** The addresses of subgraphs and databases, read from the settings. */
import { z } from 'zod';
import { readSettings } from '../platform/settings.ts';
import { StartFailure } from '../platform/start-failure.ts';

/** The name of an owner's own setting: `MONGODB_URI` of `movement-for-change` is `MONGODB_URI_MOVEMENT_FOR_CHANGE`. */
export const settingOf = (name: string, owner: string): string =>
  `${name}_${owner.toUpperCase().replaceAll('-', '_')}`;

/** The value of a setting; an empty one counts as not set. */
const valueOf = (env: NodeJS.ProcessEnv, name: string): string | undefined =>
  env[name]?.trim() || undefined;

/** Whether a URL has a protocol, a host and a port, and nothing more. */
export const isBareOrigin = ({ pathname, search, hash, username, password }: URL): boolean =>
  pathname === '/' && !(search || hash || username || password);

/** A base address, read without the slash at its end. */
const origin = z
  .url({ protocol: /^https?$/, error: 'expected an http:// or https:// address', abort: true })
  .refine(
    (text) => isBareOrigin(new URL(text)),
    'expected an http:// or https:// address without a user, a password and a path',
  )
  .transform((text) => new URL(text).origin);

/** The setting for any owner that has none of its own. */
const ANY = 'SUBGRAPH_URL';
const fillIn = (template: string, owner: string) => template.replaceAll('{owner}', owner);

/** An address with `{owner}` for the id of any owner. */
const template = z.preprocess((text) => fillIn(String(text), 'owner'), origin);

/**
 * The base addresses of subgraphs by owner: `SUBGRAPH_URL_<OWNER>`, or else `SUBGRAPH_URL` with the owner's id in place
 * of `{owner}` (`http://{owner}:4000`). None ends with a slash.
 * @throws StartFailure with a line for each setting that is missing or is no base address
 */
export function subgraphAddresses(
  owners: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Map<string, string> {
  const forAny = valueOf(env, ANY);
  const namesOf = owners.map((owner) => [owner, settingOf(ANY, owner)] as const);
  const needed = namesOf.filter(([, name]) => !forAny || valueOf(env, name));
  const shape: Record<string, z.ZodType<string>> = {
    ...Object.fromEntries(needed.map(([, name]) => [name, origin])),
    ...(needed.length < owners.length && { [ANY]: template }),
  };
  const settings = readSettings(shape, env);
  const addressOf = (owner: string, name: string) =>
    settings[name] ?? origin.parse(fillIn(forAny ?? '', owner));
  return new Map(namesOf.map(([owner, name]) => [owner, addressOf(owner, name)]));
}

/** The addresses of subgraphs that the settings give. */
export interface AddressSettings {
  /** The address of this owner; null where the settings give none for it. */
  of(owner: string): string | null;
  /** The address of this owner by the setting for any owner, listed or not; null where that is not set. */
  any(owner: string): string | null;
}

/**
 * Reads the same settings for a program whose organisations may join later, so that none of them is required. The
 * setting for any owner holds for the organisations of the list; for one that joined it is only a guess.
 * @param listed the ids of the organisations of the list
 * @throws StartFailure with a line for each setting that is no base address
 */
export function addressSettings(
  listed: ReadonlySet<string>,
  env: NodeJS.ProcessEnv = process.env,
): AddressSettings {
  const names = Object.keys(env).filter((name) => name.startsWith(`${ANY}_`));
  const own = readSettings(Object.fromEntries(names.map((name) => [name, origin.optional()])), env);
  const forAny = valueOf(env, ANY);
  if (forAny) readSettings({ [ANY]: template }, env);
  const any = (owner: string): string | null =>
    forAny ? origin.parse(fillIn(forAny, owner)) : null;
  return {
    of: (owner) => own[settingOf(ANY, owner)] ?? (listed.has(owner) ? any(owner) : null),
    any,
  };
}

/** Reads an address from outside as a setting would be read; null where it is no base address. */
export const addressGiven = (text: string): string | null => origin.safeParse(text).data ?? null;

/** The setting `COALITION_URL`: base addresses of the coalition's processes, separated by commas. */
export const coalitionAddresses = z
  .string()
  .transform((text) => text.split(',').map((address) => address.trim()))
  .pipe(z.array(origin));

/** Where the data of an owner is stored. */
export interface DatabaseAddress {
  uri: string;
  database: string;
}

/**
 * The database of an owner: the one that `MONGODB_URI_<OWNER>` names (a server of its own), or
 * `<the name in MONGODB_URI, or groundswell>-<owner>` at `MONGODB_URI` (a shared server). Null when neither is set.
 * @throws StartFailure when the name of the database is longer than MongoDB allows
 */
export function databaseAddress(
  owner: string,
  env: NodeJS.ProcessEnv = process.env,
): DatabaseAddress | null {
  const name = settingOf('MONGODB_URI', owner);
  const own = valueOf(env, name);
  const byDefault = `groundswell-${owner}`;
  if (own) return { uri: own, database: needShortName(databaseIn(own) ?? byDefault, name) };
  const shared = valueOf(env, 'MONGODB_URI');
  if (!shared) return null;
  const prefix = databaseIn(shared);
  const database = prefix === undefined ? byDefault : `${prefix}-${owner}`;
  return { uri: shared, database: needShortName(database, 'MONGODB_URI') };
}

/** The database that a URI names. A password may contain a `/` that should have been escaped. */
const databaseIn = (uri: string): string | undefined =>
  /^mongodb(?:\+srv)?:\/\/(?:[^?]*@)?[^/?@]+\/([^?@]+)(?:\?|$)/.exec(uri)?.[1];

/** The longest name of a database in MongoDB, in bytes (https://www.mongodb.com/docs/manual/reference/limits/). */
const LONGEST_NAME = 63;

/** The error does not quote the name: it comes from a URI, where it stands beside a password. */
function needShortName(database: string, setting: string): string {
  const { length } = Buffer.from(database);
  if (length <= LONGEST_NAME) return database;
  throw new StartFailure(
    `${setting}: expected a database whose name, with the organisation's id, has at most ${LONGEST_NAME} bytes, but got one of ${length}.`,
  );
}
