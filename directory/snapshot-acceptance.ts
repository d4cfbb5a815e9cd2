/** Decides whether a snapshot that the coalition sent may replace the one that is held. */
import { log } from '../platform/log.ts';
import { type Snapshot, SnapshotRejected } from './snapshot.ts';

/**
 * An older snapshot is accepted once nothing newer has come for this long. A coalition process that merely lags sends a
 * newer one by then. A coalition that was restored from a backup does not, and its later changes must count.
 */
const ACCEPT_OLDER_AFTER_MS = 60_000;

export interface SnapshotAcceptance<S extends Snapshot> {
  /**
   * Whether a snapshot that may replace the held one differs from it.
   * @param after the revision that the request gave; null where it asked for the current snapshot
   * @throws SnapshotRejected when the held one has to stay
   */
  differs(snapshot: S, after: number | null): boolean;
  /** Remembers a snapshot as the held one: later ones are compared with it. */
  remember(snapshot: S): void;
}

/**
 * @param hasAffiliates whether any affiliate is held: then a snapshot without any is rejected, whatever its revision
 * @param now the time in milliseconds
 */
export function createSnapshotAcceptance<S extends Snapshot>(
  hasAffiliates: () => boolean,
  now: () => number,
): SnapshotAcceptance<S> {
  let held: { revision: number; json: string } | null = null;
  let olderSince: number | null = null;

  const needOlderForLong = (offered: number, current: number): void => {
    olderSince ??= now();
    if (now() - olderSince < ACCEPT_OLDER_AFTER_MS)
      throw new SnapshotRejected(
        'older',
        `Expected revision ${current} or newer, but got ${offered}.`,
      );
    log.warn({ reason: 'older', revision: offered }, 'older snapshot of the directory accepted');
  };

  return {
    differs(snapshot, after) {
      const { revision, affiliates } = snapshot;
      if (affiliates.length === 0 && hasAffiliates())
        throw new SnapshotRejected('empty', 'Expected affiliates, but got none.');
      if (held && revision < held.revision) needOlderForLong(revision, held.revision);
      else if (after !== null && revision <= after)
        throw new SnapshotRejected(
          'not-newer',
          `Expected a revision after ${after}, but got ${revision}.`,
        );
      olderSince = null;
      return held?.json !== JSON.stringify(snapshot);
    },
    remember(snapshot) {
      held = { revision: snapshot.revision, json: JSON.stringify(snapshot) };
    },
  };
}
