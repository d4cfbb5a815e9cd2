/** A MongoDB in this process, for development and tests. Any driver can connect; its data is gone when it closes. */
import { serveEngine } from './server.ts';

export interface EmbeddedMongoOptions {
  /** TCP port on the loopback address; 0, or no port, lets the system choose one. */
  readonly port?: number;
  /** Presents the engine as the primary of the replica set of this name. */
  readonly replicaSet?: string;
}

/** A running engine: where to reach it, and how to stop it. */
export interface EmbeddedMongo {
  /** Connection string that names no database, such as `mongodb://127.0.0.1:27017/`. */
  readonly uri: string;
  readonly port: number;
  /** Connection string for one database; an engine holds any number of them. */
  uriFor(database: string): string;
  /** Ends every connection and frees the port. The data is gone. */
  close(): Promise<void>;
}

/**
 * Starts an engine that listens on the loopback address.
 *
 * @example
 * // With mongoose, on a port that the system chooses:
 * const mongo = await startEmbeddedMongo();
 * const connection = await mongoose.createConnection(mongo.uriFor('library')).asPromise();
 * await connection.collection('books').insertOne({ title: 'Middlemarch' });
 * await connection.close();
 * await mongo.close();
 *
 * @example
 * // As a replica set, for drivers that want one:
 * const mongo = await startEmbeddedMongo({ port: 27017, replicaSet: 'rs0' });
 * mongo.uriFor('library'); // mongodb://127.0.0.1:27017/library?replicaSet=rs0
 *
 * @throws Error with NODE_ENV=production, and where the port is taken or is none
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
