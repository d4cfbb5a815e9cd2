/** How far the coalition has read each feed: one document an organisation, in the coalition's database. */
import type { Connection } from 'mongoose';
import { OF_FEED } from '../protocol/of-feed.ts';
import { isDuplicate } from '../../framework/mongo.ts';

/** How far one feed was read. */
export interface FollowRecord {
  /** Id of the organisation. */
  _id: string;
  /** Names the log that `cursor` is a number of; null before the first answer. */
  log: string | null;
  /** All entries up to this number are in the catalogue. */
  cursor: number;
  /** Goes up with each time that the feed is read from its start: cards of an earlier one are old. */
  generation: number;
  /** False while it is read from its start, as cards of an earlier time are served still. */
  whole: boolean;
  /** The moment that the catalogue is as of; null before it first was. */
  asOf: Date | null;
  /** When it was last heard; null before. */
  lastSeenAt: Date | null;
  /** How many of its lines were refused. */
  refused: number;
  /** Why the last one was; null when none was. */
  lastRefusal: string | null;
}

export type Progress = Omit<FollowRecord, '_id' | 'generation' | 'refused'> & {
  /** How many lines were refused since the last time. */
  newlyRefused: number;
};

export type Records = ReturnType<typeof recordsIn>;

export function recordsIn(db: Connection) {
  const records = db.collection<FollowRecord>('follows');
  const unread = {
    log: null,
    cursor: 0,
    whole: false,
    asOf: null,
    lastSeenAt: null,
    refused: 0,
    lastRefusal: null,
  };
  const begun = { ...unread, generation: 1 };
  return {
    /** The record of an organisation, a new one where there is none. */
    async of(_id: string): Promise<FollowRecord> {
      await records
        .updateOne({ _id }, { $setOnInsert: begun }, { upsert: true, ...OF_FEED })
        .catch((error: unknown) => {
          // Another process had begun it.
          if (!isDuplicate(error)) throw error;
        });
      const record = await records.findOne({ _id }, OF_FEED);
      if (!record) throw new Error(`Expected a record of "${_id}", but there is none.`);
      return record;
    },

    /**
     * Notes progress; false when the feed is being read from its start by now. The cursor never goes back:
     * another process may be ahead.
     */
    async note(_id: string, generation: number, progress: Progress): Promise<boolean> {
      const { cursor, newlyRefused, ...rest } = progress;
      const { matchedCount } = await records.updateOne(
        { _id, generation },
        { $max: { cursor }, $inc: { refused: newlyRefused }, $set: rest },
        OF_FEED,
      );
      return matchedCount > 0;
    },

    /** Begins to read the feed from its start, unless that was begun since `generation`. */
    async restart(_id: string, generation: number): Promise<void> {
      await records.updateOne(
        { _id, generation },
        { $set: { cursor: 0, whole: false, log: null }, $inc: { generation: 1 } },
        OF_FEED,
      );
    },

    /** The same, as if it had never been read: whoever has this id next has nothing of who had it. */
    async forget(_id: string, generation: number): Promise<void> {
      const anew = { $set: unread, $inc: { generation: 1 } };
      await records.updateOne({ _id, generation }, anew, OF_FEED);
    },
  };
}
