/** The gateways that are measured beside each other. */
import { readFileSync } from 'node:fs';
import { COALITION } from '../../../directory/organisations.ts';
import { newSigningKey } from '../../../identity/signing-keys.ts';
import { fileOfHouse } from '../../../platform/root.ts';
import { organisationsOf } from '../measuring/organisations.ts';
import { type Role, startRole } from '../measuring/role.ts';
import { startOwners } from './start-owners.ts';

/** A gateway that runs, and the owners that are behind it. */
export interface Contestant {
  name: string;
  url: string;
  owners: readonly string[];
  role: Role;
}

const FIVE = organisationsOf({ organisations: 5 }).map(({ id }) => id);
const ONE = FIVE.slice(0, 1);

export const BARE = 'bare';
export const HIVE_NATIVE = 'Hive, native';

/** Starts the owners, and all gateways. */
export async function startContestants() {
  const owners = await startOwners();
  const start = async (
    name: string,
    ids: readonly string[],
    file: string,
    options: object,
  ): Promise<Contestant> => {
    const role = startRole(file);
    return { name, owners: ids, role, url: await role.call<string>('start', options) };
  };
  const [one, five] = [await owners.serveAll(ONE), await owners.serveAll(FIVE)];
  const supergraphSdl = supergraphAt(one);
  const house = { gatewayKeys: { keys: [await newSigningKey()] } };
  const contestants = [
    await start(BARE, ONE, 'gateway/apollo-gateway', { supergraphSdl, bare: true }),
    await start('ours, 1 owner', ONE, 'measuring/gateway', {
      ...house,
      organisations: 1,
      addresses: one,
    }),
    await start('ours, 5 owners', FIVE, 'measuring/gateway', {
      ...house,
      organisations: 5,
      addresses: five,
    }),
    await start('stock Apollo', ONE, 'gateway/apollo-gateway', { supergraphSdl, bare: false }),
    await start('Hive', ONE, 'gateway/hive-gateway', { supergraphSdl, native: false }),
    await start(HIVE_NATIVE, ONE, 'gateway/hive-gateway', { supergraphSdl, native: true }),
  ];
  return {
    contestants,
    end: async () => {
      await Promise.all([...contestants.map(({ role }) => role.end()), owners.end()]);
    },
  };
}

/** The supergraph, with the address of a server for each contract. */
function supergraphAt(addresses: ReadonlyMap<string, string>): string {
  const sdl = readFileSync(fileOfHouse('schema/supergraph.graphql'), 'utf8');
  const [owner = ''] = ONE;
  return sdl.replaceAll(
    /"partition:([a-z-]+)"/g,
    (_, contract: string) =>
      `"${addresses.get(contract === COALITION ? COALITION : owner)}/${contract}"`,
  );
}
