/** How far one organisation's feed has been read, as this process knows it. */
import type { Organisation } from '../../../directory/organisations.ts';
import { createNotifier } from '../../../platform/async/notifier.ts';
import { type Freshness, secondsSince } from './freshness.ts';
import type { FollowRecord } from './records.ts';

export type FollowProgress = ReturnType<typeof createProgress>;

export function createProgress(organisation: Organisation) {
  const advanced = createNotifier();
  let record: FollowRecord | null = null;
  /** The last record that was used: it stays when `record` is discarded, for `freshness`. */
  let lastRecord: FollowRecord | null = null;
  /** The highest offset of this log that the catalogue has had. It does not go back while the feed is read again. */
  let highest = 0;
  let isPruned = false;
  let isHeard = false;
  let isCaughtUp = false;

  return {
    /** The record that polls go by; null when it has to be loaded before the next one. */
    record: () => record,

    /** Polls go by this record from now on. */
    useRecord(loaded: FollowRecord): void {
      record = loaded;
      lastRecord = loaded;
      isPruned = false;
      this.advance(loaded.cursor);
    },

    /** The record is out of date: another process, or a restart of the feed, has changed it. */
    discardRecord(): void {
      record = null;
      isPruned = false;
    },

    /** Whether cards of earlier generations were pruned since the record was loaded. */
    isPruned: () => isPruned,

    markPruned(): void {
      isPruned = true;
    },

    /** The feed has another log now: offsets of the old one mean nothing. */
    resetOffset(): void {
      highest = 0;
    },

    /** The catalogue has all entries up to this offset. */
    advance(upTo: number): void {
      highest = Math.max(highest, upTo);
      advanced.notify();
    },

    /** The organisation was heard, and the catalogue has all of its feed or there is more to come. */
    markHeard(caughtUp: boolean): void {
      [isHeard, isCaughtUp] = [true, caughtUp];
    },

    /** The feed cannot be read at present. */
    markUnreachable(): void {
      isHeard = false;
    },

    /** Whether the catalogue has everything up to this offset. */
    hasReached: (offset: number): boolean => highest >= offset,

    /** Waits until the catalogue has everything up to this offset; false when the time, in milliseconds, is over first. */
    async waitFor(offset: number, timeoutMs: number): Promise<boolean> {
      const deadline = performance.now() + timeoutMs;
      for (;;) {
        if (highest >= offset) return true;
        const leftMs = deadline - performance.now();
        if (leftMs <= 0) return false;
        await advanced.wait(leftMs);
      }
    },

    freshness: (): Freshness => ({
      organisation,
      state: stateOf(lastRecord, isHeard, isCaughtUp),
      ...fieldsOf(lastRecord),
    }),
  };
}

function fieldsOf(record: FollowRecord | null): Omit<Freshness, 'organisation' | 'state'> {
  const { asOf = null, lastSeenAt = null, refused = 0, lastRefusal = null } = record ?? {};
  const lagSeconds = asOf && secondsSince(asOf);
  return { asOf, lastSeenAt, lagSeconds, refusedLines: refused, lastRefusal };
}

function stateOf(
  record: FollowRecord | null,
  isHeard: boolean,
  isCaughtUp: boolean,
): Freshness['state'] {
  if (!record?.lastSeenAt) return 'UNKNOWN';
  if (!isHeard) return 'STALE';
  return record.complete && isCaughtUp ? 'LIVE' : 'BEHIND';
}
