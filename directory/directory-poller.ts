/** Polls the coalition: keeps track of the revision to ask after, and passes on each snapshot that differs. */
import type { Clock } from './clock.ts';
import type { DirectoryClient } from './directory-client.ts';
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

/** What receives the snapshots. */
export interface SnapshotReceiver<S extends Snapshot> {
  /** Whether the program holds any affiliate, from whatever source. */
  hasAffiliates(): boolean;
  /** Is called with each snapshot that differs from the one before. */
  onSnapshot(snapshot: S): void;
}

export interface DirectoryPoller {
  /**
   * Sends one request, and applies its answer.
   * @returns how many milliseconds to wait before the next
   * @throws Error when there is no answer, or one that is rejected
   */
  poll(): Promise<number>;
  /** Prepares for the next request after one that failed. @returns how many milliseconds to wait before it */
  recover(error: unknown): number;
}

/** @param onAccepted is called after each accepted snapshot, whether it differs or not */
export function createDirectoryPoller<S extends Snapshot>(
  client: DirectoryClient<S>,
  { hasAffiliates, onSnapshot }: SnapshotReceiver<S>,
  onAccepted: () => void,
  { now }: Pick<Clock, 'now'>,
): DirectoryPoller {
  const acceptance = createSnapshotAcceptance<S>(hasAffiliates, now);
  const failures = createFailureStreak(now);
  /** The revision to ask after; null to request the current snapshot. */
  let after: number | null = null;
  let unchangedAnswers = 0;

  const apply = (snapshot: S): void => {
    unchangedAnswers = 0;
    const isChange = acceptance.differs(snapshot, after);
    if (isChange) onSnapshot(snapshot);
    acceptance.remember(snapshot);
    // The current snapshot, sent again after a failure, does not show that long polling works again.
    if (isChange || after !== null) failures.end();
    after = snapshot.revision;
    onAccepted();
  };

  const noteUnchanged = (): void => {
    failures.end();
    unchangedAnswers = (unchangedAnswers + 1) % UNCHANGED_BEFORE_FULL_REQUEST;
    if (unchangedAnswers === 0) after = null;
  };

  return {
    async poll() {
      const startedAt = now();
      const snapshot = await client.fetch(after);
      if (snapshot) {
        apply(snapshot);
        return 0;
      }
      noteUnchanged();
      return now() - startedAt < MIN_INTERVAL_MS ? MIN_INTERVAL_MS : 0;
    },

    recover(error) {
      // Changes may have been missed, and revisions may have gone back: request the current snapshot.
      after = null;
      unchangedAnswers = 0;
      client.useNextAddress();
      return failures.add(error);
    },
  };
}
