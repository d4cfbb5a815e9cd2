/** The database of a bench: on an engine in a process of its own, or on the server of `MONGODB_URI`. */
import { randomUUID } from 'node:crypto';
import mongoose from 'mongoose';
import type { DatabaseAddress } from '../../../directory/addresses.ts';
import { type Role, startRole } from '../measuring/role.ts';

export interface BenchDatabase {
  address: DatabaseAddress;
  /** The process of the engine; null for a server, whose memory is not ours to see. */
  engine: Role | null;
  /** Drops what was made. */
  close(): Promise<void>;
}

export async function aBenchDatabase(): Promise<BenchDatabase> {
  const uri = process.env['MONGODB_URI'];
  return uri ? onServer(uri) : onEngine();
}

async function onEngine(): Promise<BenchDatabase> {
  const engine = startRole('catalogue/engine');
  const uri = await engine.call<string>('start');
  return { address: { uri, database: 'bench' }, engine, close: () => engine.end() };
}

function onServer(uri: string): BenchDatabase {
  const database = `bench-${randomUUID().slice(0, 8)}`;
  return {
    address: { uri, database },
    engine: null,
    async close() {
      const server = await mongoose.createConnection(uri).asPromise();
      await server.useDb(database).dropDatabase();
      await server.close();
    },
  };
}
