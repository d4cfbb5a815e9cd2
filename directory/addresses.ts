/** Where the servers of the house are, from the settings. */
import { z } from 'zod';
import { readSettings } from '../process/settings.ts';

/** The setting of one owner: `MONGODB_URI` of `movement-for-change` is `MONGODB_URI_MOVEMENT_FOR_CHANGE`. */
export const settingOf = (name: string, owner: string): string =>
  `${name}_${owner.toUpperCase().replaceAll('-', '_')}`;

const url = z.url({ protocol: /^https?$/, error: 'expected an http:// or https:// address' });

/**
 * The base address of an owner's subgraph: `SUBGRAPH_URL_<OWNER>`, or `SUBGRAPH_URL` with `{owner}` in the
 * place of the id (`http://{owner}:4000`).
 */
export function subgraphAddresses(
  owners: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Map<string, string> {
  const template = env['SUBGRAPH_URL'];
  const given = Object.fromEntries(
    owners.map((owner) => {
      const name = settingOf('SUBGRAPH_URL', owner);
      return [name, env[name] || template?.replaceAll('{owner}', owner)];
    }),
  );
  const shape = Object.fromEntries(Object.keys(given).map((name) => [name, url]));
  const settings = readSettings(shape, given);
  return new Map(
    owners.map((owner) => [owner, settings[settingOf('SUBGRAPH_URL', owner)] as string]),
  );
}

/** Where an owner's data is. */
export interface DatabaseAddress {
  uri: string;
  database: string;
}

/**
 * The database of an owner: `MONGODB_URI_<OWNER>` (its own server; the database that it names), or
 * `MONGODB_URI` (a shared server; the database is `<the name in it, or groundswell>-<owner>`). Null when
 * neither is set.
 */
export function databaseAddress(
  owner: string,
  env: NodeJS.ProcessEnv = process.env,
): DatabaseAddress | null {
  const own = env[settingOf('MONGODB_URI', owner)];
  if (own) return { uri: own, database: databaseIn(own) ?? `groundswell-${owner}` };
  const shared = env['MONGODB_URI'];
  if (!shared) return null;
  return { uri: shared, database: `${databaseIn(shared) ?? 'groundswell'}-${owner}` };
}

const databaseIn = (uri: string): string | undefined =>
  /^mongodb(?:\+srv)?:\/\/[^/]+\/([^?]+)/.exec(uri)?.[1];
