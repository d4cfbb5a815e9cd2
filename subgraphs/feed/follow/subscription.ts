/** A subscription to one organisation's feed: polls it in a loop, each time from where the last response ended. */
import { backOff } from '../../../platform/async/back-off.ts';
import { createNotifier } from '../../../platform/async/notifier.ts';
import { createWatchdog } from '../../../platform/async/watchdog.ts';
import { log } from '../../../platform/log.ts';
import { traceOf } from '../../../platform/trace.ts';
import type { FollowOptions } from './follow-options.ts';
import type { Freshness } from './freshness.ts';
import { pollFeed } from './poll-feed.ts';
import { createProgress, type FollowProgress } from './progress.ts';

/** The pause after a failure, in milliseconds: doubled after each further one, up to the most. */
const RETRY_MS = { first: 100, most: 5_000 };

/** The shortest interval between polls without an entry, for an organisation that answers at once instead of waiting. */
const NO_NEWS_MS = 1_000;

/** An organisation that is silent for so long hangs: while it waits it sends two heartbeats a second. */
const SILENCE_MS = 3_000;

/** After so long an aborted poll is no longer waited for. The database may take less over what the poll still saves. */
const ABANDON_MS = 12_000;

/** After so many failures, some three seconds, a warning is logged: an organisation that restarts is back by then. */
const WARN_AFTER = 6;

/** Why a poll was aborted, when that is no failure. */
const [STOPPED, REBUILD] = [new Error('No longer followed.'), new Error('Read from the start.')];

export interface FeedSubscription {
  freshness(): Freshness;
  /** Whether the catalogue has everything up to this offset, now or before the time is over. */
  waitFor(offset: number, timeoutMs: number): Promise<boolean>;
  /**
   * Reads the feed from its start. Existing cards are served until the end is reached; then those that the feed
   * no longer has are removed.
   */
  rebuild(): Promise<void>;
  /** Resolves once the poll that was running has ended, or is no longer waited for. */
  stop(): Promise<void>;
}

/**
 * Follows a feed from now on.
 *
 * @example
 * const subscription = subscribe({ organisation, url, client, records, cardFrom, semaphore, catalogue });
 * await subscription.waitFor(42, 1_000); // true when the catalogue has everything up to the offset 42
 * await subscription.stop();
 */
export function subscribe(options: FollowOptions): FeedSubscription {
  const { organisation, records } = options;
  const { id } = organisation;
  const progress = createProgress(organisation);
  const stopped = new AbortController();
  const wake = createNotifier();
  const wakeSoon = throttled(RETRY_MS.first, wake.notify);
  let current = new AbortController();
  let failures = 0;

  async function run(): Promise<void> {
    while (!stopped.signal.aborted) {
      try {
        current = new AbortController();
        const pauseMs = await pollOnce(options, progress, current);
        failures = 0;
        if (pauseMs > 0 && !stopped.signal.aborted) await wake.wait(pauseMs);
      } catch (error) {
        if (stopped.signal.aborted) return;
        if (current.signal.reason === REBUILD) continue;
        progress.markUnreachable();
        failures += 1;
        if (failures === WARN_AFTER) warn(id, error);
        await wake.wait(backOff(failures, RETRY_MS));
      }
    }
  }
  const running = run();

  return {
    freshness: progress.freshness,
    waitFor(offset, timeoutMs) {
      // A client has this offset from the organisation itself, which therefore can probably be reached again.
      if (!progress.hasReached(offset)) wakeSoon();
      return progress.waitFor(offset, timeoutMs);
    },
    async rebuild() {
      const { generation } = await records.load(id);
      await records.restart(id, generation);
      progress.discardRecord();
      current.abort(REBUILD);
      wake.notify();
    },
    async stop() {
      stopped.abort();
      current.abort(STOPPED);
      wake.notify();
      await running;
    },
  };
}

/** Polls once; answers how long to pause before the next poll, in milliseconds. */
async function pollOnce(
  options: FollowOptions,
  progress: FollowProgress,
  controller: AbortController,
): Promise<number> {
  const began = performance.now();
  const { records, organisation } = options;
  const { signal } = controller;
  const watchdog = createWatchdog(controller, { silenceMs: SILENCE_MS, abandonMs: ABANDON_MS });
  const loadAndPoll = async (): Promise<boolean> => {
    if (!progress.record()) progress.useRecord(await records.load(organisation.id));
    return pollFeed(options, progress, { signal, watchdog });
  };
  try {
    const hasEntries = await Promise.race([loadAndPoll(), watchdog.abandoned]);
    return hasEntries ? 0 : NO_NEWS_MS - (performance.now() - began);
  } finally {
    watchdog.stop();
  }
}

const warn = (organisation: string, error: unknown): void =>
  log.warn({ organisation, ...traceOf(error) }, 'feed cannot be read');

/** Throttles a call to one in `everyMs` milliseconds: the first is made at once, the last of those that came too soon later. */
function throttled(everyMs: number, call: () => void): () => void {
  let nextCallAt = 0;
  return () => {
    const now = performance.now();
    if (nextCallAt > now) return;
    nextCallAt = Math.max(now, nextCallAt + everyMs);
    if (nextCallAt > now) setTimeout(call, nextCallAt - now).unref();
    else call();
  };
}
