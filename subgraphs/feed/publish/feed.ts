/**
 * The feed of one organisation: what its rows become as they are written. Each process of the organisation moves
 * the rows that it finds marked into the log, and answers readers from there.
 */
import type { Connection } from 'mongoose';
import { inTurns } from '../../../platform/async/single-flight.ts';
import type { Card } from '../../cards/card.ts';
import { within } from '../../../platform/async/timeout.ts';
import { createBell } from '../../../platform/async/notifier.ts';
import type { CardSource } from './card-source.ts';
import { createDrain } from './drain.ts';
import { createLog } from './log.ts';
import { logCollection, type Numbered } from './log-collection.ts';

/** The longest that one who lost a race stays out of the next. */
const STEP_BACK_MS = 10;

/** Longer than the database may take over all that a batch asks of it. */
const DRAINED_WITHIN_MS = 30_000;

/**
 * How soon one who waits looks whether another process wrote: one read of three ids. The longer nothing came, the less
 * often it looks. What this process writes wakes it at once.
 */
const LOOK_AGAIN_MS = { first: 10, most: 100 };

/** How often one who waits makes sure that no crash left a row marked, and says so to its reader. */
const BEAT_MS = 500;

/** What is read. */
export interface Reading {
  /** The number after which to read. */
  after: number;
  /** How long to wait for the next entry, when there is none. */
  waitMs: number;
  /** The most entries. */
  limit: number;
}

/** What a reader is told, in order: which log it is, entries, and then one end. */
export type Told =
  | { is: 'LOG'; log: string }
  /** Nothing was written up to this moment. */
  | { is: 'BEAT' }
  | ({ is: 'ENTRY' } & Numbered)
  /** All entries up to this number were told; with `more` there are others by now. */
  | { is: 'END'; upTo: number; more: boolean };

export interface Feed {
  /** Makes the log, and marks what was written before there were marks. To be called at the start. */
  prepare(): Promise<void>;
  /** Logs what is marked. Resolves with a number up to which all that was written before the call stands. */
  drain(): Promise<number>;
  /** Reads; aborting `stop` ends the wait. */
  read(reading: Reading, stop: AbortSignal): AsyncGenerator<Told>;
}

export function createFeed(db: Connection, sources: readonly CardSource[]): Feed {
  const store = logCollection(db);
  const log = createLog<Card>(store);
  const bell = createBell();
  const stepBack = () => bell.heard(Math.random() * STEP_BACK_MS);

  const drainOnce = createDrain(log, sources, { onLogged: bell.ring, stepBack });
  // One that never ends is as one of another process: it takes no other's place in the log.
  const drain = inTurns(() => within(DRAINED_WITHIN_MS, drainOnce()));

  /** Logs all that is marked; answers a number up to which all stands that was written before. */
  async function drainAll(): Promise<number> {
    let { upTo, more } = await drain();
    // What was not in one batch with the highest may have been logged by another, at a number above it.
    if (upTo > 0 && !more) return upTo;
    let highest = upTo;
    while (more) {
      ({ upTo, more } = await drain());
      highest = Math.max(highest, upTo);
    }
    return Math.max(highest, await log.head());
  }

  return {
    async prepare() {
      await store.prepare();
      await Promise.all(sources.map((source) => source.adopt()));
    },

    drain: drainAll,

    async *read({ after, waitMs, limit }, stop) {
      const until = performance.now() + waitMs;
      yield { is: 'LOG', log: (await store.placeOf(after)).log };
      // Whatever was marked when it was asked is logged before it says that there is no more.
      let swept = !(await drain()).more;
      let beatAt = performance.now();
      let lookAgainMs = LOOK_AGAIN_MS.first;
      for (;;) {
        const place = await store.placeOf(after);
        if (place.is !== 'AT THE END') return yield* pageAfter(after, limit, swept);
        const now = performance.now();
        if (!swept || now >= beatAt) {
          // A batch at a time: what it brings is told before the next.
          const { upTo, more } = await drain();
          swept ||= !more;
          if (upTo > 0 || more) continue;
        }
        if (now >= until || stop.aborted) return yield { is: 'END', upTo: after, more: false };
        if (now >= beatAt) {
          yield { is: 'BEAT' };
          beatAt = now + BEAT_MS;
        }
        await bell.heard(lookAgainMs);
        lookAgainMs = Math.min(LOOK_AGAIN_MS.most, lookAgainMs * 1.5);
      }
    },
  };

  async function* pageAfter(after: number, limit: number, swept: boolean): AsyncGenerator<Told> {
    const entries = await store.page(after, limit);
    for (const entry of entries) yield { is: 'ENTRY', ...entry };
    const upTo = entries.at(-1)?.number ?? (await store.head());
    yield { is: 'END', upTo, more: entries.length === limit || !swept };
  }
}
