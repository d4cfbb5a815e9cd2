/** An organisation of each kind with the world in it, the coalition, and the contracts that are tried on each. */
import { COALITION } from '../../directory/organisations.ts';
import type { Contract } from '../../schema/contract-names.ts';
import type { TestDatabase } from '../support/database.ts';
import { aCoalition } from '../support/coalition.ts';
import { anOrganisation, type TestOrganisation } from '../support/organisation.ts';
import { seedRows } from './mutations.ts';
import { seedWorld } from './world.ts';

/** A server that is asked. */
export type TriedServer = Pick<TestOrganisation, 'access' | 'ask' | 'commands' | 'db' | 'close'>;

export interface Tried {
  home: string;
  /** The commons are tried where they can answer what a kind guards, by `node`: at the think-tank. */
  contracts: readonly Contract[];
  /** Starts it with the world in it. */
  start(databases: TestDatabase): Promise<TriedServer>;
}

const tried = (
  home: string,
  contracts: readonly Contract[],
  serve: (databases: TestDatabase) => Promise<TriedServer>,
): Tried => ({
  home,
  contracts,
  async start(databases) {
    const server = await serve(databases);
    await seedWorld(home, server.db);
    await seedRows(server.db, home);
    return server;
  },
});

const organisation = (home: string, contracts: readonly Contract[]): Tried =>
  tried(home, contracts, (databases) => anOrganisation(home, databases.address(home)));

export const TRIED: readonly Tried[] = [
  organisation('progress', ['organisation', 'think-tank']),
  organisation('unite', ['union']),
  organisation('labour', ['party']),
  organisation('peoples-assembly', ['movement']),
  tried(COALITION, ['coalition'], (databases) => aCoalition(databases.address(COALITION))),
];
