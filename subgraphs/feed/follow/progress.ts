/** How far one organisation's feed has been read, as this process knows it. */
import type { Organisation } from '../../../directory/organisations.ts';
import { createNotifier } from '../../../platform/async/notifier.ts';
import { type Freshness, secondsSince } from './freshness.ts';
import type { FollowRecord } from './records.ts';

export type FollowProgress = ReturnType<typeof createProgress>;

/**
 * Progress of a feed whose record has not been loaded yet.
 *
 * @example
 * const progress = createProgress(unite);
 * progress.useRecord(await records.load('unite'));
 * progress.advance(42);
 * await progress.waitFor(42, 1_000); // true
 */
export function createProgress(organisation: Organisation) {
  const advanced = createNotifier();
  let record: FollowRecord | null = null;
  /** The last record that was used: it stays when `record` is discarded, for `freshness`. */
  let lastRecord: FollowRecord | null = null;
  /** The highest offset of this log that was ever applied. A rebuild does not lower it. */
  let highest = 0;
  let isPruned = false;
  let isReachable = false;
  let isCaughtUp = false;

  return {
    /** The stored record, which polls read and update in place; null when it has to be loaded before the next poll. */
    record: () => record,

    /** Polls use this record from now on. The first of them to reach the end prunes, since another process may have written since. */
    useRecord(loaded: FollowRecord): void {
      record = loaded;
      lastRecord = loaded;
      isPruned = false;
      this.advance(loaded.cursor);
    },

    /** The record is out of date: this process or another one has begun a new generation. */
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

    /** The feed can be read. With `caughtUp`, the catalogue has all of it; otherwise there is more to come. */
    markReachable(caughtUp: boolean): void {
      [isReachable, isCaughtUp] = [true, caughtUp];
    },

    /** The feed cannot be read at present. */
    markUnreachable(): void {
      isReachable = false;
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
      state: stateOf(lastRecord, isReachable, isCaughtUp),
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
  isReachable: boolean,
  isCaughtUp: boolean,
): Freshness['state'] {
  if (!record?.lastSeenAt) return 'UNKNOWN';
  if (!isReachable) return 'STALE';
  return record.complete && isCaughtUp ? 'LIVE' : 'BEHIND';
}
