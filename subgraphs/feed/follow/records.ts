/** How far the coalition has read each feed: one document for each organisation, in the coalition's database. */
import type { Connection } from 'mongoose';
import { isDuplicate } from '../../framework/mongo.ts';
import { FEED_COMMENT } from '../protocol/feed-comment.ts';

/** How far one feed has been read. */
export interface FollowRecord {
  /** Id of the organisation. */
  _id: string;
  /** The name of the log that `cursor` is an offset of; null before the first response. */
  log: string | null;
  /** The catalogue has all entries up to this offset. */
  cursor: number;
  /** Goes up each time that the feed is read from its start. Cards remember the generation in which they were read. */
  generation: number;
  /** False from the start of a generation until its end is first reached: until then cards of earlier ones are served, too. */
  complete: boolean;
  /** The catalogue has everything that was acknowledged before this moment; null before it first had everything. */
  asOf: Date | null;
  /** When the organisation last sent a line; null when it never did. */
  lastSeenAt: Date | null;
  /** How many lines were refused. */
  refused: number;
  /** Why the last of them was refused; null when none was. */
  lastRefusal: string | null;
}

/** What a poll changes in a record. */
export type RecordUpdate = Omit<FollowRecord, '_id' | 'generation' | 'refused'> & {
  /** How many lines this poll refused. */
  newlyRefused: number;
};

export type FollowRecords = ReturnType<typeof followRecords>;

/**
 * The records in a database. Several processes of the coalition may follow the same feed: `generation` tells a process
 * that another one has restarted it.
 */
export function followRecords(db: Connection) {
  const records = db.collection<FollowRecord>('follows');
  const neverRead = {
    log: null,
    cursor: 0,
    complete: false,
    asOf: null,
    lastSeenAt: null,
    refused: 0,
    lastRefusal: null,
  };
  const created = { ...neverRead, generation: 1 };
  return {
    /** The record of an organisation; creates it if there is none. */
    async load(_id: string): Promise<FollowRecord> {
      await records
        .updateOne({ _id }, { $setOnInsert: created }, { upsert: true, ...FEED_COMMENT })
        .catch((error: unknown) => {
          // Another process created it at the same moment.
          if (!isDuplicate(error)) throw error;
        });
      const record = await records.findOne({ _id }, FEED_COMMENT);
      if (!record) throw new Error(`Expected a record of "${_id}", but there is none.`);
      return record;
    },

    /**
     * Saves how far a poll has come; false, and nothing is saved, when the record has another generation by now. The
     * cursor never goes back, as another process may be ahead.
     */
    async save(_id: string, generation: number, update: RecordUpdate): Promise<boolean> {
      const { cursor, newlyRefused, ...rest } = update;
      const { matchedCount } = await records.updateOne(
        { _id, generation },
        { $max: { cursor }, $inc: { refused: newlyRefused }, $set: rest },
        FEED_COMMENT,
      );
      return matchedCount > 0;
    },

    /** Begins a new generation: the feed is read from its start. Does nothing when another process began one already. */
    async restart(_id: string, generation: number): Promise<void> {
      await records.updateOne(
        { _id, generation },
        { $set: { cursor: 0, complete: false, log: null }, $inc: { generation: 1 } },
        FEED_COMMENT,
      );
    },

    /** Resets the record, so that a later organisation with this id inherits nothing but a higher generation. */
    async reset(_id: string, generation: number): Promise<void> {
      const reset = { $set: neverRead, $inc: { generation: 1 } };
      await records.updateOne({ _id, generation }, reset, FEED_COMMENT);
    },
  };
}
