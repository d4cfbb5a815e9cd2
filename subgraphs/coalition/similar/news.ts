/**
 * What the processes of the coalition tell one another of ideas that they took in: a log in the coalition's database,
 * of the ids of what changed, under numbers that only ever go up. It is told after the cards are on record, and
 * before the follower notes how far it read: so whatever one process skips as read by another was told.
 *
 * There is no clock in it. Any process appends, at the highest number it knows and one; that no two entries have
 * the same number decides every race. The oldest are dropped, and who was away for so long reads all ideas anew.
 */
import type { Connection } from 'mongoose';
import { FEED_COMMENT } from '../../feed/protocol/feed-comment.ts';
import { singleFlight } from '../../../platform/async/single-flight.ts';
import { isDuplicate } from '../../framework/mongo.ts';

/** What was taken in of one organisation's feed at a time. */
export interface News {
  /** In which reading of the feed. */
  generation: number;
  /** Ideas that were said something of. */
  ideas: { id: string; version: number }[];
  /** The organisation of which everything from before that reading is shared no longer; null when there is none. */
  vanished: string | null;
}

/** So many of the latest are kept; older ones are dropped so many at a time. */
const KEPT = 2_000;
const DROPPED_AT_A_TIME = 100;

/** A page of news is of at most so many times 500 ideas. */
const PAGE = 10;

/** @param kept how many of the latest are kept at least */
export function newsIn(db: Pick<Connection, 'collection'>, kept = KEPT) {
  const log = db.collection<News & { _id: number }>('news');
  let untold: News[] = [];

  async function head(): Promise<number> {
    const last = { sort: { _id: -1 }, projection: { _id: 1 }, ...FEED_COMMENT } as const;
    return (await log.findOne({}, last))?._id ?? 0;
  }

  /** Puts them at the numbers from `first` on, up to the one that is taken; answers how many it put. */
  async function put(first: number, news: readonly News[]): Promise<number> {
    const documents = news.map((one, at) => ({ _id: first + at, ...one }));
    try {
      await log.insertMany(documents, { ordered: true, ...FEED_COMMENT });
      return documents.length;
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      return (error as { insertedCount?: number }).insertedCount ?? 0;
    }
  }

  async function dropBefore(first: number, last: number): Promise<void> {
    if (Math.floor(last / DROPPED_AT_A_TIME) === Math.floor((first - 1) / DROPPED_AT_A_TIME))
      return;
    await log.deleteMany({ _id: { $lte: last - kept } }, FEED_COMMENT);
  }

  const append = singleFlight(async () => {
    let news = untold;
    untold = [];
    while (news.length > 0) {
      const first = (await head()) + 1;
      const last = first + (await put(first, news)) - 1;
      // A number that this process slept on may have been dropped by now: there nobody looks.
      if ((await head()) >= first + kept) continue;
      news = news.slice(last - first + 1);
      await dropBefore(first, last);
    }
  });

  return {
    /** The number of the latest; 0 before the first. */
    head,

    /** Tells the other processes. What many tell at the same moment is put together. */
    async tell(news: News): Promise<void> {
      untold.push(news);
      await append();
    },

    /** The news after a number, in order, up to a page of it; null when some of it was dropped. */
    async after(number: number): Promise<{ news: News[]; upTo: number } | null> {
      const inOrder = { sort: { _id: 1 }, limit: PAGE, batchSize: PAGE, ...FEED_COMMENT } as const;
      const news = await log.find({ _id: { $gt: number } }, inOrder).toArray();
      const upTo = number + news.length;
      return (news.at(-1)?._id ?? number) === upTo ? { news, upTo } : null;
    },
  };
}
