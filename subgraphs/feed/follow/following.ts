/** One organisation's feed, followed: read again and again, each time from where the last answer ended. */
import { backOff } from '../../../platform/async/back-off.ts';
import { log } from '../../../platform/log.ts';
import { traceOf } from '../../../platform/trace.ts';
import { createBell } from '../../../platform/async/notifier.ts';
import type { FollowOptions } from './follow-options.ts';
import type { Freshness } from './freshness.ts';
import { readOn } from './read-on.ts';
import { createStanding, type Standing } from './standing.ts';
import { watch } from '../../../platform/async/watchdog.ts';

/** How long one that failed is left alone: doubled each time, up to the most. */
const RETRY_MS = { first: 100, most: 5_000 };

/** One that has nothing new to say is asked no more often, whether it waits for news or not. */
const NO_NEWS_MS = 1_000;

/** One that says nothing for so long is hung: while it waits, it says twice a second that it does. */
const SILENCE_MS = 3_000;

/** Longer than the database may take to answer what a question notes when it is ended. */
const LEAVE_MS = 12_000;

/** After so many failures, some three seconds, operators are told: one that starts anew is back by then. */
const TOLD_AFTER = 6;

/** Why a question was given up, where that is no failure. */
const [STOPPED, ANEW] = [new Error('It is followed no longer.'), new Error('It is read anew.')];

export interface Following {
  freshness(): Freshness;
  /** Whether everything up to this number of the feed is in the catalogue, now or before the time is over. */
  reached(position: number, withinMs: number): Promise<boolean>;
  /** Reads the feed from its start. Until that is done what was there is served; then what is no longer in it is gone. */
  rebuild(): Promise<void>;
  /** Resolves once nothing of it runs any more. */
  stop(): Promise<void>;
}

export function follow(options: FollowOptions): Following {
  const { organisation, records } = options;
  const { id } = organisation;
  const standing = createStanding(organisation);
  const stopped = new AbortController();
  const bell = createBell();
  const ringSoon = ringingEvery(RETRY_MS.first, bell.ring);
  let turn = new AbortController();
  let failures = 0;

  async function run(): Promise<void> {
    while (!stopped.signal.aborted) {
      try {
        turn = new AbortController();
        const pause = await takeTurn(options, standing, turn);
        failures = 0;
        if (pause > 0 && !stopped.signal.aborted) await bell.heard(pause);
      } catch (error) {
        if (stopped.signal.aborted) return;
        if (turn.signal.reason === ANEW) continue;
        standing.lose();
        failures += 1;
        if (failures === TOLD_AFTER) warn(id, error);
        await bell.heard(backOff(failures, RETRY_MS));
      }
    }
  }
  const running = run();

  return {
    freshness: standing.freshness,
    reached(position, withinMs) {
      // Whoever was told a number heard the organisation just now, if it is true.
      if (!standing.has(position)) ringSoon();
      return standing.reached(position, withinMs);
    },
    async rebuild() {
      const { generation } = await records.of(id);
      await records.restart(id, generation);
      standing.goBy(null);
      turn.abort(ANEW);
      bell.ring();
    },
    async stop() {
      stopped.abort();
      turn.abort(STOPPED);
      bell.ring();
      await running;
    },
  };
}

/** Asks once. Answers for how long it is to be left alone then. */
async function takeTurn(
  options: FollowOptions,
  standing: Standing,
  turn: AbortController,
): Promise<number> {
  const began = performance.now();
  const watchdog = watch(SILENCE_MS, LEAVE_MS, turn);
  const { records, organisation } = options;
  const readOnce = async (): Promise<boolean> => {
    if (!standing.record()) standing.goBy(await records.of(organisation.id));
    return readOn(options, standing, { signal: turn.signal, ...watchdog });
  };
  try {
    const isNews = await Promise.race([readOnce(), watchdog.left]);
    return isNews ? 0 : NO_NEWS_MS - (performance.now() - began);
  } finally {
    watchdog.stop();
  }
}

const warn = (organisation: string, error: unknown): void =>
  log.warn({ organisation, ...traceOf(error) }, 'feed not read');

/** Ends a pause for who waits for what was written, now or soon: no more often than after one failure. */
function ringingEvery(everyMs: number, ring: () => void): () => void {
  let ringAt = 0;
  return () => {
    const now = performance.now();
    if (ringAt > now) return;
    ringAt = Math.max(now, ringAt + everyMs);
    if (ringAt > now) setTimeout(ring, ringAt - now).unref();
    else ring();
  };
}
