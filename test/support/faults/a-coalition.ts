/**
 * A coalition of real processes for fault injection: two for each organisation and two of the coalition, over one
 * database server. Each process reaches its database through a proxy of its own, and so does each of the coalition's
 * two each organisation.
 */
import { startEmbeddedMongo } from '@groundswell/embedded-mongo';
import type { Connection } from 'mongoose';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { settingOf } from '../../../directory/addresses.ts';
import {
  COALITION,
  contractOfKind,
  type Organisation,
  readOrganisations,
} from '../../../directory/organisations.ts';
import { assertionsBy } from '../../../identity/assertion.ts';
import { newSigningKey, signingKeys } from '../../../identity/signing-keys.ts';
import { freePorts } from '../../../development/start/free-ports.ts';
import { connect } from '../../../subgraphs/framework/mongo.ts';
import type { Assertion } from '../identity.ts';
import { runProgram } from '../program.ts';
import { aFaultProxy, type FaultProxy } from './fault-proxy.ts';
import { aVictim, type Victim } from './victim.ts';

const PROCESSES_EACH = 2;

/** A process, and the proxy to its database. */
export interface Member {
  /** Id of its organisation, or of the coalition. */
  of: string;
  process: Victim;
  database: FaultProxy;
}

/** The connection of a process of the coalition to an organisation, to read its feed. */
export interface FeedLink {
  /** Name of the process. */
  reader: string;
  /** Id of the organisation. */
  of: string;
  proxy: FaultProxy;
}

export interface FaultyCoalition {
  organisations: readonly Organisation[];
  members: readonly Member[];
  /** How the coalition's processes reach the organisations. */
  links: readonly FeedLink[];
  /** The headers of a gateway's request. */
  asGateway: Assertion;
  /** A connection to the database of an owner, which no fault disturbs. */
  db(owner: string): Connection;
  close(): Promise<void>;
}

export async function aFaultyCoalition(): Promise<FaultyCoalition> {
  const { code, err } = await runProgram(process.execPath, ['bin/build.js']);
  if (code !== 0) throw new Error(`Expected the house to compile, but got:\n${err}`);
  const organisations = readOrganisations();
  const engine = await startEmbeddedMongo();
  const keys = await keysOnDisk();
  const ports = await freePorts((organisations.length + 1) * PROCESSES_EACH);
  const owners = [...organisations.map(({ id }) => id), COALITION];
  const dbs = new Map<string, Connection>();
  for (const id of owners)
    dbs.set(id, await connect({ uri: engine.uri, database: `groundswell-${id}` }, id));

  const member = async (of: string, name: string, module: string, env: NodeJS.ProcessEnv) => {
    const database = await aFaultProxy([engine.port]);
    const uri = `mongodb://127.0.0.1:${database.port}/groundswell-${of}`;
    const settings = {
      ...env,
      HOST: '127.0.0.1',
      ...keys.settings,
      [settingOf('MONGODB_URI', of)]: uri,
    };
    return { of, database, process: aVictim(name, module, ports.pop() ?? 0, settings) };
  };

  const members: Member[] = [];
  const links: FeedLink[] = [];
  const names = (of: string) =>
    Array.from({ length: PROCESSES_EACH }, (_, at) => `${of} ${at + 1}`);
  for (const { id, kind } of organisations) {
    const module = `subgraphs/kinds/${contractOfKind(kind)}/main`;
    for (const name of names(id))
      members.push(await member(id, name, module, { ORGANISATION: id }));
  }
  for (const reader of names(COALITION)) {
    const own = await linksOf(reader, organisations, members);
    links.push(...own);
    const env = { ...addressesOf(own), ...keys.ofCoalition };
    members.push(await member(COALITION, reader, `subgraphs/${COALITION}/main`, env));
  }
  const close = async (): Promise<void> => {
    for (const { process } of members) process.kill();
    const proxies = [
      ...links.map(({ proxy }) => proxy),
      ...members.map(({ database }) => database),
    ];
    for (const proxy of proxies) await proxy.close();
    for (const db of dbs.values()) await db.close();
    await engine.close();
    keys.remove();
  };
  try {
    await Promise.all(members.map((one) => one.process.ready()));
  } catch (error) {
    await close();
    throw error;
  }
  const { asGateway } = keys;
  return { organisations, members, links, asGateway, db: (owner) => dbs.get(owner)!, close };
}

/** Proxies from one process of the coalition to the processes of each organisation. */
const linksOf = (
  reader: string,
  organisations: readonly Organisation[],
  members: readonly Member[],
): Promise<FeedLink[]> =>
  Promise.all(
    organisations.map(async ({ id }) => {
      const own = members.filter(({ of }) => of === id);
      return { reader, of: id, proxy: await aFaultProxy(own.map(({ process }) => process.port)) };
    }),
  );

/** Settings with the addresses of the organisations, which are those of the proxies. */
const addressesOf = (links: readonly FeedLink[]): NodeJS.ProcessEnv =>
  Object.fromEntries(
    links.map(({ of, proxy }) => [settingOf('SUBGRAPH_URL', of), `http://127.0.0.1:${proxy.port}`]),
  );

/** The keys of a gateway and of the coalition, in files, and the settings that name the files. */
async function keysOnDisk() {
  const folder = mkdtempSync(path.join(tmpdir(), 'groundswell-faults-'));
  const write = (name: string, content: object): string => {
    const file = path.join(folder, name);
    writeFileSync(file, JSON.stringify(content), { mode: 0o600 });
    return file;
  };
  const [gateway, coalition] = await Promise.all([newSigningKey(), newSigningKey()]);
  const byGateway = signingKeys(() => ({ keys: [gateway] }));
  const byCoalition = signingKeys(() => ({ keys: [coalition] }));
  const published = (name: string, keys: typeof byGateway): string =>
    pathToFileURL(write(name, keys.published())).href;
  return {
    settings: {
      GATEWAY_KEYS: published('gateway.json', byGateway),
      COALITION_KEYS: published('coalition.json', byCoalition),
    },
    ofCoalition: { SIGNING_KEYS_FILE: write('signing.json', { keys: [coalition] }) },
    asGateway: assertionsBy('gateway', byGateway),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
