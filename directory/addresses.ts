/** Where the servers of the house are, from the settings. */
import { z } from 'zod';
import { readSettings } from '../platform/settings.ts';
import { StartFailure } from '../platform/start-failure.ts';

/** The setting of one owner: `MONGODB_URI` of `movement-for-change` is `MONGODB_URI_MOVEMENT_FOR_CHANGE`. */
export const settingOf = (name: string, owner: string): string =>
  `${name}_${owner.toUpperCase().replaceAll('-', '_')}`;

/** The value of a setting; one that is empty counts as not set. */
const given = (env: NodeJS.ProcessEnv, name: string): string | undefined =>
  env[name]?.trim() || undefined;

/** Whether an address is that of a server, with nothing beside it. */
export const isBareOrigin = ({ pathname, search, hash, username, password }: URL): boolean =>
  pathname === '/' && !(search || hash || username || password);

/** The address of a server, without the slash at its end. */
const origin = z
  .url({ protocol: /^https?$/, error: 'expected an http:// or https:// address', abort: true })
  .refine(
    (text) => isBareOrigin(new URL(text)),
    'expected an http:// or https:// address without a user, a password and a path',
  )
  .transform((text) => new URL(text).origin);

const ANY = 'SUBGRAPH_URL';
const inTemplate = (template: string, owner: string) => template.replaceAll('{owner}', owner);

/** An address for any owner, which has to be one whoever it is. */
const template = z.preprocess((text) => inTemplate(String(text), 'owner'), origin);

/**
 * The base address of an owner's subgraph: `SUBGRAPH_URL_<OWNER>`, or `SUBGRAPH_URL` with `{owner}` in the
 * place of the id (`http://{owner}:4000`). None ends with a slash.
 * @throws StartFailure with a line for each that is missing, or is more than the address of a server.
 */
export function subgraphAddresses(
  owners: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Map<string, string> {
  const forAny = given(env, ANY);
  const namesOf = owners.map((owner) => [owner, settingOf(ANY, owner)] as const);
  const needed = namesOf.filter(([, name]) => !forAny || given(env, name));
  const shape: Record<string, z.ZodType<string>> = {
    ...Object.fromEntries(needed.map(([, name]) => [name, origin])),
    ...(needed.length < owners.length && { [ANY]: template }),
  };
  const settings = readSettings(shape, env);
  const addressOf = (owner: string, name: string) =>
    settings[name] ?? origin.parse(inTemplate(forAny ?? '', owner));
  return new Map(namesOf.map(([owner, name]) => [owner, addressOf(owner, name)]));
}

/** What the settings say of where subgraphs are. */
export interface AddressSettings {
  /** The address that they say of this owner; null where they say none. */
  of(owner: string): string | null;
  /** Where it would be by the setting for any owner, whoever it is; null where there is none. */
  any(owner: string): string | null;
}

/**
 * The same settings where others may join later, so that nobody has to be in them. The setting for any owner says where
 * those of the list are; for one that joined it is no more than a guess.
 * @param listed the organisations of the list
 * @throws StartFailure with a line for each that is more than the address of a server.
 */
export function addressSettings(
  listed: ReadonlySet<string>,
  env: NodeJS.ProcessEnv = process.env,
): AddressSettings {
  const names = Object.keys(env).filter((name) => name.startsWith(`${ANY}_`));
  const own = readSettings(Object.fromEntries(names.map((name) => [name, origin.optional()])), env);
  const forAny = given(env, ANY);
  if (forAny) readSettings({ [ANY]: template }, env);
  const any = (owner: string): string | null =>
    forAny ? origin.parse(inTemplate(forAny, owner)) : null;
  return {
    of: (owner) => own[settingOf(ANY, owner)] ?? (listed.has(owner) ? any(owner) : null),
    any,
  };
}

/** An address that somebody else gives, as it would stand in a setting; null where it is none. */
export const addressGiven = (text: string): string | null => origin.safeParse(text).data ?? null;

/** The setting `COALITION_URL`: base addresses of the coalition's server, with commas between several. */
export const coalitionAddresses = z
  .string()
  .transform((text) => text.split(',').map((address) => address.trim()))
  .pipe(z.array(origin));

/** Where an owner's data is. */
export interface DatabaseAddress {
  uri: string;
  database: string;
}

/**
 * The database of an owner: `MONGODB_URI_<OWNER>` (its own server; the database that it names), or
 * `MONGODB_URI` (a shared server; the database is `<the name in it, or groundswell>-<owner>`). Null when
 * neither is set.
 * @throws StartFailure when the database's name is longer than MongoDB allows.
 */
export function databaseAddress(
  owner: string,
  env: NodeJS.ProcessEnv = process.env,
): DatabaseAddress | null {
  const name = settingOf('MONGODB_URI', owner);
  const own = given(env, name);
  const byDefault = `groundswell-${owner}`;
  if (own) return { uri: own, database: short(databaseIn(own) ?? byDefault, name) };
  const shared = given(env, 'MONGODB_URI');
  if (!shared) return null;
  const prefix = databaseIn(shared);
  const database = prefix === undefined ? byDefault : `${prefix}-${owner}`;
  return { uri: shared, database: short(database, 'MONGODB_URI') };
}

/** The database that a URI names. A `/` may stand in a password, where it should have been escaped. */
const databaseIn = (uri: string): string | undefined =>
  /^mongodb(?:\+srv)?:\/\/(?:[^?]*@)?[^/?@]+\/([^?@]+)(?:\?|$)/.exec(uri)?.[1];

/** The longest name of a database, in bytes (https://www.mongodb.com/docs/manual/reference/limits/). */
const LONGEST_NAME = 63;

/** The name itself is not said: it stands in a URI, beside a password. */
function short(database: string, setting: string): string {
  const { length } = Buffer.from(database);
  if (length <= LONGEST_NAME) return database;
  throw new StartFailure(
    `${setting}: expected a database whose name, with the organisation's id, has at most ${LONGEST_NAME} bytes, but got one of ${length}.`,
  );
}
