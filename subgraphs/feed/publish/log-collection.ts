/** The log in MongoDB: the collection `feed`, which must lie on one shard whole. */
import { OF_FEED } from '../protocol/of-feed.ts';
import { randomUUID } from 'node:crypto';
import type { Connection } from 'mongoose';
import { isDuplicate } from '../../framework/mongo.ts';
import { numberedLogIn } from '../../framework/numbered-log.ts';
import type { Card } from '../../cards/card.ts';
import type { Entry } from '../protocol/entry.ts';
import type { LogStore, Standing } from './log.ts';

/** A document of the collection: an entry under its number, or what is known of the log itself, under 0. */
interface LogDocument extends Partial<Entry<Card>> {
  _id: number;
  /** Whether the entry says that its thing is shared no longer. */
  gone?: boolean;
  /** Names this log: another one begins its numbers anew. */
  log?: string;
  closed?: number;
  compacted?: number;
}

const ABOUT = 0;

/** Where a reader stands. */
export interface Place {
  /** Names the log. */
  log: string;
  /** Whether there is more to read, nothing yet, or less than the reader has seen. */
  is: 'BEFORE MORE' | 'AT THE END' | 'BEYOND THE END';
}

/** An entry with its number. */
export type Numbered = Entry<Card> & { number: number };

/** The log, and how it is read. */
export interface LogCollection extends LogStore<Card> {
  /** Makes it, where it is not there yet. */
  prepare(): Promise<void>;
  /** Where one stands who has read up to a number: one command, by ids alone, however long the log is. */
  placeOf(after: number): Promise<Place>;
  /** The entries after a number, in order. */
  page(after: number, limit: number): Promise<Numbered[]>;
}

export function logCollection(db: Connection): LogCollection {
  const log = collectionIn(db);
  const numbered = numberedLogIn<Omit<LogDocument, '_id'>>(log, OF_FEED);
  const about = async (update: object, upsert = false): Promise<void> => {
    await log.updateOne({ _id: ABOUT }, update, { upsert, ...OF_FEED });
  };
  return {
    async prepare() {
      await log.createIndex({ thing: 1 });
      const begun = { $setOnInsert: { log: randomUUID(), closed: 0, compacted: 0 } };
      await about(begun, true).catch((error: unknown) => {
        // Another process had begun it.
        if (!isDuplicate(error)) throw error;
      });
    },
    head: numbered.head,
    put: (first, entries) =>
      numbered.put(
        first,
        entries.map(({ thing, version, card }) => ({ thing, version, card, gone: card === null })),
      ),
    look: (things) => look(log, things),
    close: (upTo) => about({ $max: { closed: upTo } }),
    noteCompacted: (upTo) => about({ $max: { compacted: upTo } }),
    async thingsIn(above, upTo) {
      const numbers = { _id: { $gt: above, $lte: upTo } };
      const found = await log.find(numbers, { projection: { thing: 1 }, ...OF_FEED }).toArray();
      return [...new Set(found.flatMap(({ thing }) => thing ?? []))];
    },
    async drop(numbers) {
      if (numbers.length > 0) await log.deleteMany({ _id: { $in: [...numbers] } }, OF_FEED);
    },
    placeOf: (after) => placeOf(log, after),
    async page(after, limit) {
      const found = await numbered.after(after, limit);
      return found.map(({ _id: number, thing = '', version = 0, card = null }) => {
        return { number, thing, version, card };
      });
    },
  };
}

type Log = ReturnType<typeof collectionIn>;

const collectionIn = (db: Connection) => db.collection<LogDocument>('feed');

async function look(log: Log, things: readonly string[]) {
  const filter = { $or: [{ _id: ABOUT }, { thing: { $in: [...things] } }] };
  const found = await log.find(filter, { projection: { card: 0 }, ...OF_FEED }).toArray();
  const { closed = 0, compacted = 0 } = found.find(({ _id }) => _id === ABOUT) ?? {};
  return { closed, compacted, standing: found.flatMap(standingOf) };
}

async function placeOf(log: Log, after: number): Promise<Place> {
  const ids = [ABOUT, after, after + 1];
  const found = await log
    .find({ _id: { $in: ids } }, { projection: { log: 1, closed: 1 }, ...OF_FEED })
    .toArray();
  const has = (number: number) => found.some(({ _id }) => _id === number);
  const { log: name = '', closed = 0 } = found.find(({ _id }) => _id === ABOUT) ?? {};
  // All numbers from the one that is closed up to the highest stand, and the highest always does.
  if (has(after + 1) || closed > after) return { log: name, is: 'BEFORE MORE' };
  const isThere = after === ABOUT || has(after) || closed === after;
  return { log: name, is: isThere ? 'AT THE END' : 'BEYOND THE END' };
}

const standingOf = ({ _id: number, thing, version = 0, gone = false }: LogDocument): Standing[] =>
  thing === undefined ? [] : [{ number, thing, version, gone }];
