/**
 * A log whose entries have the numbers 1, 2, 3, … without gaps. Several processes append to it, with no lock and no clock:
 * each writes at one more than the highest number that it knows, and the unique index on the numbers decides which of two
 * comes first. The other reads the new highest number, and tries again. Older entries may be deleted, but never the last:
 * the next number follows from it.
 */
import type { Collection, mongo } from 'mongoose';
import { isDuplicate } from './mongo.ts';

/** Where the entries are stored. */
export interface NumberedLog<Entry> {
  /** The highest number; 0 while there is no entry. */
  head(): Promise<number>;
  /**
   * Writes entries at the numbers from `first` on, one after another, up to the first number that is taken.
   * @returns how many were written
   */
  put(first: number, entries: readonly Entry[]): Promise<number>;
}

/** The numbers that appended entries got: `count` of them, from `first` on. */
export interface NumberRange {
  first: number;
  count: number;
}

/**
 * Tries to append entries, in their order. Where another process takes a number first, only the entries before it are
 * appended, perhaps none.
 * @param head the highest number that the caller knows; read from the log when left out
 */
export async function tryAppend<Entry>(
  log: NumberedLog<Entry>,
  entries: readonly Entry[],
  head: number | null = null,
): Promise<NumberRange> {
  const first = (head ?? (await log.head())) + 1;
  return { first, count: await log.put(first, entries) };
}

/**
 * Appends entries, in their order, however many attempts it takes.
 * @param confirm is called after each attempt with the numbers that were written. Where it returns false, no reader will
 *   come by these numbers, and the entries are appended again
 * @example await appendAll(log, [{ kind: 'JOINED' }, { kind: 'SUSPENDED' }])
 */
export async function appendAll<Entry>(
  log: NumberedLog<Entry>,
  entries: readonly Entry[],
  confirm: (written: NumberRange) => Promise<boolean> = async () => true,
): Promise<void> {
  let left = entries;
  while (left.length > 0) {
    const written = await tryAppend(log, left);
    if (await confirm(written)) left = left.slice(written.count);
  }
}

/** A log in MongoDB, which can be read from any number on. */
export interface NumberedCollection<Entry> extends NumberedLog<Entry> {
  /** The entries after a number, in order; all of them when no limit is given. */
  after(number: number, limit?: number): Promise<(Entry & { _id: number })[]>;
}

/**
 * A log in a collection of MongoDB: one document for each entry, whose `_id` is its number. All of the collection must lie
 * on one shard.
 * @param options go with each command: a comment, for readers of the server's log
 */
export function numberedLogIn<Entry extends object>(
  collection: Collection<Entry & { _id: number }>,
  options: mongo.CommandOperationOptions = {},
): NumberedCollection<Entry> {
  // Of a document it needs to know the number alone; a generic type would need casts at each command.
  const documents = collection as unknown as Collection<{ _id: number }>;
  return {
    async head() {
      const last = { sort: { _id: -1 }, projection: { _id: 1 }, ...options } as const;
      return (await documents.findOne({}, last))?._id ?? 0;
    },

    async put(first, entries) {
      const numbered = entries.map((entry, at) => ({ _id: first + at, ...entry }));
      try {
        await documents.insertMany(numbered, { ordered: true, ...options });
        return numbered.length;
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        return (error as { insertedCount?: number }).insertedCount ?? 0;
      }
    },

    async after(number, limit) {
      const page = limit === undefined ? {} : { limit, batchSize: limit };
      const inOrder = { sort: { _id: 1 }, ...page, ...options } as const;
      const found = await documents.find({ _id: { $gt: number } }, inOrder).toArray();
      return found as (Entry & { _id: number })[];
    },
  };
}
