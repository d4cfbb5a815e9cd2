/** Databases for tests: on the embedded engine, or on the server of `MONGODB_URI` under names of their own. */
import { randomUUID } from 'node:crypto';
import { startEmbeddedMongo } from '@groundswell/embedded-mongo';
import mongoose from 'mongoose';
import type { DatabaseAddress } from '../../directory/addresses.ts';

/** Where the databases of a test are. */
export interface TestDatabase {
  /** An empty database of this owner; the same one each time it is asked for. */
  address(owner: string): DatabaseAddress;
  /** Drops what was asked for, and stops what was started. */
  close(): Promise<void>;
}

/** Databases that no other test uses. */
export async function testDatabase(): Promise<TestDatabase> {
  const shared = process.env['MONGODB_URI'];
  return shared ? onServer(shared) : onEmbeddedEngine();
}

async function onEmbeddedEngine(): Promise<TestDatabase> {
  const engine = await startEmbeddedMongo();
  return {
    address: (owner) => ({ uri: engine.uri, database: `groundswell-${owner}` }),
    close: () => engine.close(),
  };
}

function onServer(uri: string): TestDatabase {
  const run = randomUUID().slice(0, 8);
  const asked = new Set<string>();
  return {
    address(owner) {
      const database = `test-${run}-${owner}`;
      asked.add(database);
      return { uri, database };
    },
    async close() {
      const server = await mongoose.createConnection(uri).asPromise();
      for (const name of asked) await server.useDb(name).dropDatabase();
      await server.close();
    },
  };
}
