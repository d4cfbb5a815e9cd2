/** The log in MongoDB: the collection `feed`, an entry a document. In a sharded cluster it must lie on one shard. */
import { randomUUID } from 'node:crypto';
import type { Connection, mongo } from 'mongoose';
import { isDuplicate } from '../../framework/mongo.ts';
import { numberedLogIn } from '../../framework/numbered-log.ts';
import type { Card } from '../../cards/card.ts';
import { FEED_COMMENT } from '../protocol/feed-comment.ts';
import type { LogEntry } from '../protocol/log-entry.ts';
import type { LogHeader, LogStore } from './log.ts';

/** A document of the collection: an entry under its offset, or the state of the log, under the offset 0. */
interface LogDocument extends Partial<LogEntry<Card>> {
  _id: number;
  /** Of an entry: whether it is a tombstone. */
  tombstone?: boolean;
  /** Of the state: the name of the log. A log of another name counts its offsets from 1 again. */
  log?: string;
  closed?: number;
  compacted?: number;
}

/** Where the state of the log is. No entry has this offset: to read after it is to read from the start. */
const STATE_ID = 0;

/**
 * How an offset compares to the end of the log, and what is on its way to the log. A reader whose offset is beyond the end
 * read another log, or one that was restored since.
 */
export interface OffsetStatus {
  /** The name of the log. */
  log: string;
  is: 'BEFORE THE END' | 'AT THE END' | 'BEYOND THE END';
  /** The names of the collections that have pending rows. */
  pendingIn: string[];
}

/** An entry with its offset. */
export type StoredEntry = LogEntry<Card> & { offset: number };

/** The log as it is stored, and as it is read. */
export interface LogCollection extends LogStore<Card> {
  /** Creates the log if there is none yet. */
  prepare(): Promise<void>;
  /**
   * Whether there are entries after an offset, and pending rows: one command, which looks at three entries and at a row
   * of each collection, however long the log is.
   */
  statusOf(offset: number): Promise<OffsetStatus>;
  /** The entries after an offset, in order. */
  page(after: number, limit: number): Promise<StoredEntry[]>;
}

/** @param collections the names of those whose rows are logged */
export function logCollection(db: Connection, collections: readonly string[]): LogCollection {
  const log = collectionIn(db);
  const numbered = numberedLogIn<Omit<LogDocument, '_id'>>(log, FEED_COMMENT);
  const updateState = async (update: object, upsert = false): Promise<void> => {
    await log.updateOne({ _id: STATE_ID }, update, { upsert, ...FEED_COMMENT });
  };
  return {
    async prepare() {
      await log.createIndex({ thing: 1 });
      const created = { $setOnInsert: { log: randomUUID(), closed: 0, compacted: 0 } };
      await updateState(created, true).catch((error: unknown) => {
        // Another process created it at the same moment.
        if (!isDuplicate(error)) throw error;
      });
    },
    head: numbered.head,
    put: (first, entries) => numbered.put(first, entries.map(documentOf)),
    inspect: (things) => inspect(log, things),
    close: (upTo) => updateState({ $max: { closed: upTo } }),
    markCompacted: (upTo) => updateState({ $max: { compacted: upTo } }),
    async thingsBetween(above, upTo) {
      const between = { _id: { $gt: above, $lte: upTo } };
      const found = await log
        .find(between, { projection: { thing: 1 }, ...FEED_COMMENT })
        .toArray();
      return [...new Set(found.flatMap(({ thing }) => thing ?? []))];
    },
    async drop(offsets) {
      if (offsets.length > 0) await log.deleteMany({ _id: { $in: [...offsets] } }, FEED_COMMENT);
    },
    statusOf: (offset) => statusOf(log, collections, offset),
    async page(after, limit) {
      const found = await numbered.after(after, limit);
      return found.map(({ _id: offset, thing = '', version = 0, card = null }) => {
        return { offset, thing, version, card };
      });
    },
  };
}

type MongoCollection = ReturnType<typeof collectionIn>;

const collectionIn = (db: Connection) => db.collection<LogDocument>('feed');

const documentOf = ({ thing, version, card }: LogEntry<Card>): Omit<LogDocument, '_id'> => {
  return { thing, version, card, tombstone: card === null };
};

async function inspect(log: MongoCollection, things: readonly string[]) {
  const filter = { $or: [{ _id: STATE_ID }, { thing: { $in: [...things] } }] };
  const found = await log.find(filter, { projection: { card: 0 }, ...FEED_COMMENT }).toArray();
  const { closed = 0, compacted = 0 } = found.find(({ _id }) => _id === STATE_ID) ?? {};
  return { closed, compacted, headers: found.flatMap(headerOf) };
}

/** What the command for a status gives: entries of the log, and the name of each collection with pending rows. */
type StatusRow = Pick<LogDocument, '_id' | 'log' | 'closed'> & { pendingIn?: string };

/** Adds the name of a collection, where it has a pending row. */
const pendingRowOf = (coll: string): mongo.Document => ({
  $unionWith: {
    coll,
    pipeline: [
      { $match: { pending: true } },
      { $limit: 1 },
      { $project: { _id: 0, pendingIn: { $literal: coll } } },
    ],
  },
});

async function statusOf(
  log: MongoCollection,
  collections: readonly string[],
  offset: number,
): Promise<OffsetStatus> {
  const entries = [
    { $match: { _id: { $in: [STATE_ID, offset, offset + 1] } } },
    { $project: { log: 1, closed: 1 } },
  ];
  const found = await log
    .aggregate<StatusRow>([...entries, ...collections.map(pendingRowOf)], FEED_COMMENT)
    .toArray();
  const has = (id: number) => found.some(({ _id }) => _id === id);
  const { log: name = '', closed = 0 } = found.find(({ _id }) => _id === STATE_ID) ?? {};
  const pendingIn = found.flatMap((one) => one.pendingIn ?? []);
  // Only offsets up to `closed` are ever dropped, and never the highest: an offset above it has an entry if a later one has.
  if (has(offset + 1) || closed > offset) return { log: name, is: 'BEFORE THE END', pendingIn };
  const isThere = offset === STATE_ID || has(offset) || closed === offset;
  return { log: name, is: isThere ? 'AT THE END' : 'BEYOND THE END', pendingIn };
}

const headerOf = ({
  _id: offset,
  thing,
  version = 0,
  tombstone = false,
}: LogDocument): LogHeader[] =>
  thing === undefined ? [] : [{ offset, thing, version, tombstone }];
