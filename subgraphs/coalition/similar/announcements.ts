/**
 * Announcements between the processes of the coalition: which ideas each of them read from the feeds. They are a log in
 * the coalition's database. A process publishes after the cards are stored and before it records how far it read the feed,
 * so whatever another process skips as read was announced.
 *
 * There is no clock in it. A process appends at one more than the highest number that it knows, and the unique index on the
 * numbers decides every race. The oldest announcements are pruned; a process that missed some of them reads all ideas again.
 */
import type { Connection } from 'mongoose';
import { inTurns } from '../../../platform/async/single-flight.ts';
import { OF_FEED } from '../../feed/protocol/of-feed.ts';
import { isDuplicate } from '../../framework/mongo.ts';

/** What a process read from one organisation's feed at a time. */
export interface Announcement {
  /** The generation of the feed. */
  generation: number;
  /** The ideas that its entries were about, with their versions. */
  ideas: { id: string; version: number }[];
  /** The organisation whose cards of earlier generations were removed; null where none were. */
  vanished: string | null;
}

/** The latest announcements are kept, at least so many; older ones are pruned, so many at a time. */
const KEPT = 2_000;
const PRUNED_AT_A_TIME = 100;

/** How many announcements are read at a time. Each is of at most 500 ideas. */
const PAGE = 10;

/** @param kept how many of the latest are kept at least */
export function announcementsIn(db: Pick<Connection, 'collection'>, kept = KEPT) {
  // The name that the collection has in the databases of running coalitions.
  const log = db.collection<Announcement & { _id: number }>('news');
  let unpublished: Announcement[] = [];

  async function head(): Promise<number> {
    const last = { sort: { _id: -1 }, projection: { _id: 1 }, ...OF_FEED } as const;
    return (await log.findOne({}, last))?._id ?? 0;
  }

  /** Puts them at the numbers from `first` on, up to the first that is taken. @returns how many were put */
  async function put(first: number, announcements: readonly Announcement[]): Promise<number> {
    const documents = announcements.map((one, at) => ({ _id: first + at, ...one }));
    try {
      await log.insertMany(documents, { ordered: true, ...OF_FEED });
      return documents.length;
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      return (error as { insertedCount?: number }).insertedCount ?? 0;
    }
  }

  async function prune(first: number, last: number): Promise<void> {
    if (Math.floor(last / PRUNED_AT_A_TIME) === Math.floor((first - 1) / PRUNED_AT_A_TIME)) return;
    await log.deleteMany({ _id: { $lte: last - kept } }, OF_FEED);
  }

  const publishAll = inTurns(async () => {
    let left = unpublished;
    unpublished = [];
    while (left.length > 0) {
      const first = (await head()) + 1;
      const last = first + (await put(first, left)) - 1;
      // While this process was paused, its numbers may have been used and pruned: there nobody reads any more.
      if ((await head()) >= first + kept) continue;
      left = left.slice(last - first + 1);
      await prune(first, last);
    }
  });

  return {
    /** The number of the latest announcement; 0 before the first. */
    head,

    /** Publishes an announcement. Those that are published at the same moment are written together. */
    async publish(announcement: Announcement): Promise<void> {
      unpublished.push(announcement);
      await publishAll();
    },

    /** A page of the announcements after a number, in order; null where some of them were pruned. */
    async after(number: number): Promise<{ announcements: Announcement[]; upTo: number } | null> {
      const inOrder = { sort: { _id: 1 }, limit: PAGE, batchSize: PAGE, ...OF_FEED } as const;
      const announcements = await log.find({ _id: { $gt: number } }, inOrder).toArray();
      const upTo = number + announcements.length;
      return (announcements.at(-1)?._id ?? number) === upTo ? { announcements, upTo } : null;
    },
  };
}
