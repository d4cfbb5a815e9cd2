/**
 * Keeps a program's copy of the directory, or of the list of affiliates, up to date for as long as it runs: it requests
 * whatever is newer than the revision that it has, and the coalition answers as soon as there is something (long
 * polling). So a change arrives within milliseconds, and nothing is sent while nothing changes.
 */
import { setTimeout } from 'node:timers/promises';
import { createDirectoryClient, type DirectoryClientOptions } from './directory-client.ts';
import { createFailureStreak } from './failure-streak.ts';
import { createSnapshotAcceptance } from './snapshot-acceptance.ts';
import type { Snapshot } from './snapshot.ts';

/** A coalition that answers at once that nothing changed is asked no more often than this. */
const MIN_INTERVAL_MS = 1_000;

/**
 * After this many answers without a change, some five minutes, the current snapshot is requested whatever its revision:
 * revisions may have gone back unnoticed, where the coalition was restored from a backup.
 */
const UNCHANGED_BEFORE_FULL_REQUEST = 12;

/** What tells the time; tests bring their own. */
export interface Clock {
  /** In milliseconds. */
  now(): number;
  /** May end early, or reject, once the signal aborts. */
  wait(ms: number, signal: AbortSignal): Promise<unknown>;
  /** A signal that aborts after so many milliseconds. */
  timeout(ms: number): AbortSignal;
}

const SYSTEM_CLOCK: Clock = {
  now: Date.now,
  wait: (ms, signal) => setTimeout(ms, undefined, { signal }),
  timeout: (ms) => AbortSignal.timeout(ms),
};

export interface FollowDirectoryOptions<S extends Snapshot> extends Omit<
  DirectoryClientOptions<S>,
  'timeout'
> {
  /** Whether the program holds any affiliate, from whatever source. */
  hasAffiliates(): boolean;
  /** Is called with each snapshot that differs from the one before. */
  onSnapshot(snapshot: S): void;
  clock?: Clock;
}

export interface DirectorySubscription {
  /** Resolves once the first snapshot was accepted. */
  firstSnapshot: Promise<void>;
  /** Resolves once no request is open, and none follows. */
  close(): Promise<void>;
}

/** Follows until it is closed. A failure is logged and the request repeated; meanwhile the last snapshot stays. */
export function followDirectory<S extends Snapshot>(
  options: FollowDirectoryOptions<S>,
): DirectorySubscription {
  const { hasAffiliates, onSnapshot, clock = SYSTEM_CLOCK } = options;
  const client = createDirectoryClient({ ...options, timeout: clock.timeout });
  const acceptance = createSnapshotAcceptance<S>(hasAffiliates, clock.now);
  const failures = createFailureStreak(clock.now);
  const closed = new AbortController();
  let resolveFirst: (() => void) | undefined;
  const firstSnapshot = new Promise<void>((resolve) => {
    resolveFirst = resolve;
  });
  /** The revision to ask after; null to request the current snapshot. */
  let after: number | null = null;
  let unchangedAnswers = 0;

  const applySnapshot = (snapshot: S): void => {
    unchangedAnswers = 0;
    const isChange = acceptance.differs(snapshot, after);
    if (isChange) onSnapshot(snapshot);
    acceptance.remember(snapshot);
    // The current snapshot, sent again after a failure, does not show that following works again.
    if (isChange || after !== null) failures.end();
    after = snapshot.revision;
    resolveFirst?.();
  };

  const noteUnchanged = (): void => {
    failures.end();
    unchangedAnswers = (unchangedAnswers + 1) % UNCHANGED_BEFORE_FULL_REQUEST;
    if (unchangedAnswers === 0) after = null;
  };

  /** One request. @returns how many milliseconds to wait before the next */
  const poll = async (): Promise<number> => {
    const startedAt = clock.now();
    const snapshot = await client.fetch(after);
    if (snapshot === null) noteUnchanged();
    else applySnapshot(snapshot);
    return snapshot === null && clock.now() - startedAt < MIN_INTERVAL_MS ? MIN_INTERVAL_MS : 0;
  };

  const recover = (error: unknown): number => {
    // Changes may have been missed, and revisions may have gone back: request the current snapshot.
    after = null;
    unchangedAnswers = 0;
    client.useNextAddress();
    return failures.add(error);
  };

  const run = async (): Promise<void> => {
    while (!closed.signal.aborted) {
      const ms = await poll().catch((error: unknown) =>
        closed.signal.aborted ? 0 : recover(error),
      );
      if (ms > 0) await clock.wait(ms, closed.signal).catch(() => undefined);
    }
  };

  const running = run();
  return {
    firstSnapshot,
    close: async () => {
      closed.abort();
      await client.close();
      await running;
    },
  };
}
