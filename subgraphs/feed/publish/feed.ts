/**
 * The feed of one organisation: a log of everything it shares, in the order in which it was logged. Each process of the
 * organisation moves pending rows into the log, and answers requests from there.
 */
import type { Connection } from 'mongoose';
import { createNotifier } from '../../../platform/async/notifier.ts';
import { singleFlight } from '../../../platform/async/single-flight.ts';
import { withTimeout } from '../../../platform/async/timeout.ts';
import type { Card } from '../../cards/card.ts';
import type { Outbox } from './card-source.ts';
import { createDrain } from './drain.ts';
import { createLog } from './log.ts';
import { logCollection } from './log-collection.ts';
import { type FeedMessage, type FeedRequest, readFeed } from './read-feed.ts';

/** The longest wait of a process that lost a race for an offset, in milliseconds; by chance, so that all do not come back at once. */
const BACK_OFF_MS = 10;

/** Longer than the database may take over all commands of a batch. */
const DRAIN_TIMEOUT_MS = 30_000;

export interface Feed {
  /** Creates the log, and makes rows pending that were written before rows had outbox fields. Call it at the start. */
  prepare(): Promise<void>;
  /** Logs all pending rows. Answers an offset up to which the log has everything that was written before the call. */
  drain(): Promise<number>;
  /** Reads the feed. Aborting `stop` ends the wait for an entry. */
  read(request: FeedRequest, stop: AbortSignal): AsyncGenerator<FeedMessage>;
}

/**
 * @param sources the cards of each collection that the organisation shares
 *
 * @example
 * const feed = createFeed(db, [ideas.cards, events.cards]);
 * await feed.prepare();
 * await ideas.submit(idea);
 * await feed.drain(); // 42: a reader that has read up to 42 has the idea
 */
export function createFeed(db: Connection, sources: readonly Outbox[]): Feed {
  const store = logCollection(db);
  const log = createLog<Card>(store);
  const logged = createNotifier();
  const backOff = () => logged.wait(Math.random() * BACK_OFF_MS);

  const drainBatch = createDrain(log, sources, { onLogged: logged.notify, backOff });
  // A batch that never ends holds up no other: it is as harmless as one of another process.
  const drain = singleFlight(() => withTimeout(DRAIN_TIMEOUT_MS, drainBatch()));

  return {
    async prepare() {
      await store.prepare();
      await Promise.all(sources.map((source) => source.markLegacyRows()));
    },

    async drain() {
      let { upTo, more } = await drain();
      // All that was pending was in this one batch.
      if (upTo > 0 && !more) return upTo;
      let highest = upTo;
      while (more) {
        ({ upTo, more } = await drain());
        highest = Math.max(highest, upTo);
      }
      // Another process may have logged some of the rows, at higher offsets than ours.
      return Math.max(highest, await log.head());
    },

    read: (request, stop) => readFeed({ log: store, drain, logged }, request, stop),
  };
}
