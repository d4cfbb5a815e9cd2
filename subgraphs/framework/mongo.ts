/** The connection of one process to its organisation's own database. */
import mongoose, { type Connection, type Model, type mongo } from 'mongoose';
import { type DatabaseAddress, databaseAddress } from '../../directory/addresses.ts';
import { StartFailure } from '../../platform/start-failure.ts';

/** How long to look for a database at the start. */
const FIND_WITHIN_MS = 5_000;

/**
 * A command that has no answer by then has none, and what waits so long for a connection gets none: nothing that hangs
 * holds up what waits for it.
 */
const ANSWER_WITHIN_MS = 10_000;

/**
 * Connects to a database; every write is acknowledged by a majority and journalled.
 * @param of whose database it is, for the sentence when it cannot be reached
 * @param monitorCommands true to publish each command as an event (tests count them)
 * @throws StartFailure when it cannot be reached. No credential stands in its sentence.
 * @example const db = await connect(needDatabase('unite'), 'unite')
 */
export async function connect(
  { uri, database }: DatabaseAddress,
  of: string,
  { monitorCommands = false } = {},
): Promise<Connection> {
  const db = mongoose.createConnection(uri, {
    dbName: database,
    serverSelectionTimeoutMS: FIND_WITHIN_MS,
    socketTimeoutMS: ANSWER_WITHIN_MS,
    waitQueueTimeoutMS: ANSWER_WITHIN_MS,
    writeConcern: { w: 'majority', j: true },
    // Counts are taken from what was just written: no setting of a URI may send a read elsewhere.
    readConcern: { level: 'majority' },
    readPreference: 'primary',
    autoCreate: false,
    // A server makes its indexes before it listens; see `startOrganisation`.
    autoIndex: false,
    monitorCommands,
  });
  try {
    return await db.asPromise();
  } catch (error) {
    await db.close().catch(() => undefined);
    throw new StartFailure(
      `The database of ${of} cannot be reached at ${hostsOf(uri)}: ${reasonOf(error)}.`,
    );
  }
}

/** A connection to no database, for what models say of themselves. */
export const withoutDatabase = (): Connection => mongoose.createConnection();

/**
 * Makes the indexes of all models of a connection: one command for each collection, and one after the other, since what
 * is asked at once takes a connection each.
 */
export async function makeIndexes(db: Connection): Promise<void> {
  for (const { schema, collection } of Object.values(db.models)) {
    const indexes = schema.indexes().map(([key, options]) => ({ ...options, key }));
    if (indexes.length > 0) await collection.createIndexes(indexes as mongo.IndexDescription[]);
  }
}

/** Where the data of an owner is, by the settings. @throws StartFailure when none says so. */
export function needDatabase(owner: string): DatabaseAddress {
  const address = databaseAddress(owner);
  if (address) return address;
  throw new StartFailure(
    'MONGODB_URI: expected the address of a MongoDB server, but it is not set.',
  );
}

/**
 * The hosts of a connection string, without user and password. All up to the last `@` counts as those: a
 * password may have been given with an `@` or `/` that should have been escaped.
 * @example hostsOf('mongodb://me:secret@db.example:27017/x') // 'db.example:27017'
 */
export const hostsOf = (uri: string): string =>
  /^mongodb(?:\+srv)?:\/\/(?:.*@)?([^@/?]+)/.exec(uri)?.[1] ?? 'an address that is no MongoDB URI';

const reasonOf = (error: unknown): string =>
  (error as Error).message.split('\n')[0]?.replace(/mongodb(\+srv)?:\/\/[^\s"]+/g, '…') ??
  'no answer';

/** Whether the database answers now. */
export async function isReachable(db: Connection): Promise<boolean> {
  try {
    await db.db?.command({ ping: 1 }, { signal: AbortSignal.timeout(1_000) });
    return db.readyState === mongoose.ConnectionStates.connected;
  } catch {
    return false;
  }
}

const DUPLICATE_KEY = 11000;

/**
 * Whether a write was refused because a row with that unique key is there already.
 * @example await members.create(row).catch((error) => { if (!isDuplicate(error)) throw error; })
 */
export const isDuplicate = (error: unknown): boolean =>
  (error as { code?: unknown }).code === DUPLICATE_KEY;

/** Whether all that failed of many writes was refused for that. */
export function areDuplicates(error: unknown): boolean {
  const { writeErrors } = error as { writeErrors?: unknown };
  return Array.isArray(writeErrors) && writeErrors.length > 0 && writeErrors.every(isDuplicate);
}

/**
 * Inserts a new row, and answers it as it is stored: the one that is there, where an earlier attempt of the same request
 * inserted it.
 * @example const idea = await insert(ideas, newIdea({ _id, … }))
 */
export async function insert<Row extends { _id: string }>(
  model: Model<Row>,
  row: Row,
): Promise<Row> {
  try {
    await model.create(row);
    return row;
  } catch (error) {
    const stored = isDuplicate(error) && (await model.findById(row._id).lean<Row>());
    if (stored) return stored;
    throw error;
  }
}
