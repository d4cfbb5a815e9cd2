/** How far one organisation's feed was followed, as this process knows it. */
import type { Organisation } from '../../../directory/organisations.ts';
import { type Freshness, secondsSince } from './freshness.ts';
import type { FollowRecord } from './records.ts';

export type Standing = ReturnType<typeof createStanding>;

export function createStanding(organisation: Organisation) {
  const waiting = new Set<() => void>();
  let record: FollowRecord | null = null;
  let shown: FollowRecord | null = null;
  /** The highest number of this log that was in the catalogue, also while it is read anew. */
  let highest = 0;
  /** Whether what an earlier reading brought vanished since the record was read. */
  let swept = false;
  let caughtUp = false;
  let heard = false;

  return {
    /** The record that is gone by; null when it is to be read first. */
    record: () => record,

    /** From now on this record is gone by; with null, one that is read before the next question. */
    goBy(next: FollowRecord | null): void {
      record = next;
      swept = false;
      if (!next) return;
      shown = next;
      this.advance(next.cursor);
    },

    isSwept: () => swept,

    /** What an earlier reading brought vanished, as of this record. */
    sweep(): void {
      swept = true;
    },

    /** Numbers begin anew. */
    forget(): void {
      highest = 0;
    },

    /** All entries up to this number are in the catalogue. */
    advance(upTo: number): void {
      highest = Math.max(highest, upTo);
      for (const wake of waiting) wake();
    },

    /** It was heard, and there is more to come, or not. */
    hear(isCaughtUp: boolean): void {
      [heard, caughtUp] = [true, isCaughtUp];
    },

    /** It is not heard any longer. */
    lose(): void {
      heard = false;
    },

    /** Whether everything up to this number is in the catalogue. */
    has: (position: number): boolean => highest >= position,

    /** Whether everything up to this number is in the catalogue, now or before the time is over. */
    reached(position: number, withinMs: number): Promise<boolean> {
      if (highest >= position) return Promise.resolve(true);
      return new Promise((resolve) => {
        const done = (is: boolean): void => {
          clearTimeout(timer);
          waiting.delete(wake);
          resolve(is);
        };
        const wake = (): void => {
          if (highest >= position) done(true);
        };
        const timer = setTimeout(done, withinMs, false);
        waiting.add(wake);
      });
    },

    freshness: (): Freshness => ({
      organisation,
      state: stateOf(shown, heard, caughtUp),
      ...readAs(shown),
    }),
  };
}

/** What a record says of how fresh the rows are. */
function readAs(record: FollowRecord | null): Omit<Freshness, 'organisation' | 'state'> {
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
  return record.whole && isCaughtUp ? 'LIVE' : 'BEHIND';
}
