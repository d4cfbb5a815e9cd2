/** Failures to follow the directory, one after another: how long to wait after each, and when to log them. */
import { backOff } from '../platform/async/back-off.ts';
import { log } from '../platform/log.ts';
import { traceOf } from '../platform/trace.ts';
import { SnapshotRejected } from './snapshot.ts';

/** The wait doubles with each failure up to the most, with a random part, so that not all clients return at once. */
const BACK_OFF_MS = { first: 100, most: 2_000 };

/** A coalition that does not answer is logged only after this long: one that restarts is away for a moment. */
const LOG_AFTER_MS = 30_000;

export interface FailureStreak {
  /** Counts a failure. @returns how many milliseconds to wait before the next attempt */
  add(error: unknown): number;
  /** Ends the streak: an attempt succeeded. */
  end(): void;
}

/**
 * A streak is logged once, not at every failure.
 * @param now the time in milliseconds
 */
export function createFailureStreak(now: () => number): FailureStreak {
  let count = 0;
  let since: number | null = null;
  let isLogged = false;
  return {
    add(error) {
      since ??= now();
      if (!isLogged && isWorthLogging(error, now() - since)) {
        logFailure(error);
        isLogged = true;
      }
      count += 1;
      return backOff(count, BACK_OFF_MS);
    },
    end() {
      count = 0;
      since = null;
      isLogged = false;
    },
  };
}

/** A snapshot that cannot be right is logged at once. */
const isWorthLogging = (error: unknown, failingForMs: number): boolean =>
  (error instanceof SnapshotRejected && error.reason !== 'unexpected-status') ||
  failingForMs > LOG_AFTER_MS;

function logFailure(error: unknown): void {
  const reason = error instanceof SnapshotRejected ? error.reason : 'unreachable';
  log.warn({ reason, ...traceOf(error) }, 'directory not updated: the last snapshot is kept');
}
