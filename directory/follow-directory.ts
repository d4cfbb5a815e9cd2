/**
 * Follows what the coalition tells of its affiliates for as long as a program runs: it asks for what is newer than it
 * knows, and the coalition answers as soon as there is something (long polling). So a change arrives within
 * milliseconds, and nothing is sent while nothing changes.
 */
import { backOff } from '../platform/async/back-off.ts';
import { setTimeout } from 'node:timers/promises';
import { log } from '../platform/log.ts';
import { traceOf } from '../platform/trace.ts';
import {
  type AskingOptions,
  createDirectoryAsker,
  NotBelieved,
  type Told,
} from './ask-directory.ts';
import { createBelief } from './belief.ts';

/** How long after a failure it is asked again: doubled each time up to the most, and less by chance, so that not all come at once. */
const BACK_OFF_MS = { first: 100, most: 2_000 };

/** So long nobody is told that the coalition does not answer. */
const QUIET_MS = 30_000;

/** One that says at once that there is no news is asked no more often than this. */
const APART_MS = 1_000;

/** After so many answers without news, five minutes, it is asked what there is: its numbers may have gone back unseen. */
const IDLE_ANSWERS = 12;

/** Time, which a test makes itself. */
export interface Time {
  /** In milliseconds. */
  now(): number;
  /** May end early, or fail, once the signal aborts. */
  wait(ms: number, signal: AbortSignal): Promise<unknown>;
}

const realTime: Time = {
  now: Date.now,
  wait: (ms, signal) => setTimeout(ms, undefined, { signal }),
};

export interface FollowOptions<T extends Told> extends AskingOptions<T> {
  /** Whether any affiliate is known, from wherever. */
  knowsAny(): boolean;
  /** Is told of each new state. */
  take(told: T): void;
  time?: Time;
}

export interface Following {
  /** Resolves once the first answer was taken. */
  begun: Promise<void>;
  /** Resolves once it asks no more. */
  close(): Promise<void>;
}

/** Follows, from now on. Whatever fails is logged and tried again: what was taken last stays. */
export function followDirectory<T extends Told>(options: FollowOptions<T>): Following {
  const { take, knowsAny, time = realTime } = options;
  const asker = createDirectoryAsker(options);
  const belief = createBelief<T>(knowsAny, time.now);
  const stopped = new AbortController();
  let begin: (() => void) | undefined;
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  let after: number | null = null;
  let idle = 0;
  const failures = createFailures(time.now);

  /** Asks once, and answers how long to wait until the next time. */
  const ask = async (): Promise<number> => {
    const askedAt = time.now();
    const told = await asker.ask(after);
    if (told === null) {
      failures.end();
      idle = (idle + 1) % IDLE_ANSWERS;
      if (idle === 0) after = null;
      return time.now() - askedAt < APART_MS ? APART_MS : 0;
    }
    idle = 0;
    const isNews = belief.isNews(told, after);
    if (isNews) take(told);
    belief.note(told);
    // That it says again what is known does not show that it is well.
    if (isNews || after !== null) failures.end();
    after = told.revision;
    begin?.();
    return 0;
  };

  const fail = (error: unknown): number => {
    // What was missed meanwhile may be of any number.
    after = null;
    idle = 0;
    asker.turn();
    return failures.note(error);
  };

  const run = async (): Promise<void> => {
    while (!stopped.signal.aborted) {
      const ms = await ask().catch((error: unknown) => (stopped.signal.aborted ? 0 : fail(error)));
      if (ms > 0) await time.wait(ms, stopped.signal).catch(() => undefined);
    }
  };

  const running = run();
  return {
    begun,
    close: async () => {
      stopped.abort();
      await asker.close();
      await running;
    },
  };
}

/** Failures in a row: how long to wait after each. Why is told once, not at every try. */
function createFailures(now: () => number) {
  let count = 0;
  let since: number | null = null;
  let isTold = false;
  return {
    /** Notes a failure, and answers how long to wait. */
    note(error: unknown): number {
      since ??= now();
      isTold ||= isWorthTelling(error, now() - since) && tell(error);
      count += 1;
      return backOff(count, BACK_OFF_MS);
    },
    end(): void {
      count = 0;
      since = null;
      isTold = false;
    },
  };
}

/** A coalition that starts, or is started again, is away for a moment; one that says what cannot be is wrong at once. */
const isWorthTelling = (error: unknown, failingForMs: number): boolean =>
  (error instanceof NotBelieved && error.reason !== 'status') || failingForMs > QUIET_MS;

function tell(error: unknown): true {
  const reason = error instanceof NotBelieved ? error.reason : 'unreachable';
  log.warn({ reason, ...traceOf(error) }, 'the directory is not followed: what is known stays');
  return true;
}
