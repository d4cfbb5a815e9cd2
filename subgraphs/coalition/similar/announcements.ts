/**
 * Announcements between the processes of the coalition: which ideas each of them read from the feeds. They are a
 * numbered log in the coalition's database. A process publishes after the cards are stored and before it records how far
 * it read the feed, so whatever another process skips as read was announced. The oldest announcements are dropped; a
 * process that missed some of them reads all ideas again.
 */
import type { Connection } from 'mongoose';
import { singleFlight } from '../../../platform/async/single-flight.ts';
import { FEED_COMMENT } from '../../feed/protocol/feed-comment.ts';
import { appendAll, numberedLogIn, type NumberRange } from '../../framework/numbered-log.ts';

/** What a process read from one organisation's feed at a time. */
export interface Announcement {
  /** The generation of the feed. */
  generation: number;
  /** The ideas that its entries were about, with their versions. */
  ideas: { id: string; version: number }[];
  /** The organisation whose cards of earlier generations were pruned; null where none were. Stored under this name. */
  vanished: string | null;
}

/** Some announcements, in order. */
interface AnnouncementPage {
  announcements: Announcement[];
  /** The number of the last of them. */
  upTo: number;
  /** Whether there may be later ones. */
  more: boolean;
}

/** The latest announcements are kept, at least so many; older ones are dropped, so many at a time. */
const KEPT = 2_000;
const DROPPED_AT_A_TIME = 100;

/** How many announcements are read at a time. Each is of at most 500 ideas. */
const PAGE = 10;

/** @param kept how many of the latest are kept at least */
export function announcementsIn(db: Pick<Connection, 'collection'>, kept = KEPT) {
  // The name that the collection has in the databases of running coalitions.
  const collection = db.collection<Announcement & { _id: number }>('news');
  const log = numberedLogIn<Announcement>(collection, FEED_COMMENT);
  let unpublished: Announcement[] = [];

  async function drop({ first, count }: NumberRange): Promise<void> {
    const last = first + count - 1;
    if (Math.floor(last / DROPPED_AT_A_TIME) === Math.floor((first - 1) / DROPPED_AT_A_TIME))
      return;
    await collection.deleteMany({ _id: { $lte: last - kept } }, FEED_COMMENT);
  }

  /** While this process was paused, its numbers may have been used and dropped: there nobody reads any more. */
  const isKept = async ({ first }: NumberRange): Promise<boolean> =>
    (await log.head()) < first + kept;

  const publishAll = singleFlight(async () => {
    const announcements = unpublished;
    unpublished = [];
    await appendAll(log, announcements, async (written) => {
      if (!(await isKept(written))) return false;
      await drop(written);
      return true;
    });
  });

  return {
    /** The number of the latest announcement; 0 before the first. */
    head: log.head,

    /** Publishes an announcement. Those that are published at the same moment are written together. */
    async publish(announcement: Announcement): Promise<void> {
      unpublished.push(announcement);
      await publishAll();
    },

    /** A page of the announcements after a number, in order; null where some of them were dropped. */
    async after(number: number): Promise<AnnouncementPage | null> {
      const announcements = await log.after(number, PAGE);
      const upTo = number + announcements.length;
      const isComplete = (announcements.at(-1)?._id ?? number) === upTo;
      return isComplete ? { announcements, upTo, more: announcements.length === PAGE } : null;
    },
  };
}
