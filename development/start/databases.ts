/** The databases of the coalition's development house: those that the settings name, or the embedded engine. */
import { startEmbeddedMongo } from '@groundswell/embedded-mongo';
import { type DatabaseAddress, databaseAddress, settingOf } from '../../directory/addresses.ts';
import { hostsOf } from '../../subgraphs/framework/mongo.ts';
import { StartFailure } from '../../platform/start-failure.ts';

export interface Databases {
  /** Where the data of each owner is. */
  of: ReadonlyMap<string, DatabaseAddress>;
  /** The settings by which the program of an owner finds its data, beside those of this process. */
  settingsOf(owner: string): Record<string, string>;
  /** Which server they are on, in words. */
  described: string;
  close(): Promise<void>;
}

/**
 * A database for each owner: on the servers that `MONGODB_URI` or `MONGODB_URI_<OWNER>` name, else on the
 * embedded engine, in this process's memory.
 * @throws StartFailure when some owners have a setting and others none, or the embedded engine may not run.
 */
export async function openDatabases(owners: readonly string[]): Promise<Databases> {
  const given = owners.flatMap((owner) => {
    const address = databaseAddress(owner);
    return address ? [[owner, address] as const] : [];
  });
  if (given.length === owners.length) return onServers(new Map(given));
  if (given.length === 0) return embedded(owners);
  const missing = owners.filter((owner) => !given.some(([id]) => id === owner));
  throw new StartFailure(
    `MONGODB_URI: expected a database for every organisation or for none, but there is none for ${missing.join(', ')}.`,
  );
}

function onServers(of: Map<string, DatabaseAddress>): Databases {
  const hosts = new Set([...of.values()].map(({ uri }) => hostsOf(uri)));
  return {
    of,
    settingsOf: settingsGiven,
    described: `MongoDB at ${[...hosts].join(' and ')}`,
    close: async () => undefined,
  };
}

/** The setting that names an owner's database, as this process was given it. */
function settingsGiven(owner: string): Record<string, string> {
  const name = [settingOf('MONGODB_URI', owner), 'MONGODB_URI'].find((one) => process.env[one]);
  return name ? { [name]: process.env[name] ?? '' } : {};
}

async function embedded(owners: readonly string[]): Promise<Databases> {
  const engine = await startEmbeddedMongo().catch((error: Error) => {
    throw new StartFailure(error.message);
  });
  const of = new Map(
    owners.map((owner) => {
      const database = `groundswell-${owner}`;
      return [owner, { uri: engine.uriFor(database), database }];
    }),
  );
  return {
    of,
    settingsOf: (owner) => ({ [settingOf('MONGODB_URI', owner)]: of.get(owner)?.uri ?? '' }),
    described: `the embedded engine, in memory (set MONGODB_URI for a server that keeps its data)`,
    close: engine.close,
  };
}
