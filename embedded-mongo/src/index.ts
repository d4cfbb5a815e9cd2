/** An in-process MongoDB for development and tests: any driver can connect to it, and its data is gone when it closes. */
import { serveEngine } from './server.ts';

export interface EmbeddedMongoOptions {
  /** TCP port on the loopback address; 0 or absent lets the system choose. */
  readonly port?: number;
  /** Presents the engine as the primary of the replica set of this name. */
  readonly replicaSet?: string;
}

/** A running engine: where to reach it, and how to stop it. */
export interface EmbeddedMongo {
  /** Connection string without a database. */
  readonly uri: string;
  readonly port: number;
  /** Connection string for one database; an engine holds any number of them. */
  uriFor(database: string): string;
  /** Ends every connection and frees the port. The data is gone. */
  close(): Promise<void>;
}

/**
 * Starts an engine on the loopback address.
 *
 * @example
 * const mongo = await startEmbeddedMongo();
 * const connection = await mongoose.createConnection(mongo.uriFor('library')).asPromise();
 *
 * @throws Error in production, and where the port cannot be had
 */
export async function startEmbeddedMongo({
  port = 0,
  replicaSet,
}: EmbeddedMongoOptions = {}): Promise<EmbeddedMongo> {
  if (process.env['NODE_ENV'] === 'production') {
    throw new Error(
      'The embedded engine keeps its data in memory only and refuses to start with NODE_ENV=production: connect to a MongoDB server instead.',
    );
  }
  const server = await serveEngine(port, replicaSet);
  const options = replicaSet === undefined ? '' : `?replicaSet=${encodeURIComponent(replicaSet)}`;
  const uriFor = (database: string) =>
    `mongodb://127.0.0.1:${server.port}/${encodeURIComponent(database)}${options}`;
  return { uri: uriFor(''), port: server.port, uriFor, close: () => server.close() };
}
