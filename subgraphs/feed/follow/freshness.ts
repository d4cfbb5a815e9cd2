/** How fresh one organisation's cards in the catalogue are. */
import type { Organisation } from '../../../directory/organisations.ts';

export interface Freshness {
  organisation: Organisation;
  /**
   * `LIVE`: the feed is read, and nothing that was written before `asOf` is missing. `BEHIND`: the feed is read, and
   * there are more entries to come. `STALE`: the feed can no longer be read. `UNKNOWN`: the feed was never read.
   */
  state: 'LIVE' | 'BEHIND' | 'STALE' | 'UNKNOWN';
  /** The catalogue has everything that was acknowledged before this moment; null until it first had everything. */
  asOf: Date | null;
  /** When the organisation last sent a line; null when it never did. */
  lastSeenAt: Date | null;
  /** Seconds since `asOf`, to a tenth; null where that is. */
  lagSeconds: number | null;
  /** How many lines of its feed were refused so far. */
  refusedLines: number;
  /** Why the last of them was refused; null when none was. */
  lastRefusal: string | null;
}

/** Seconds since a moment, to a tenth. */
export const secondsSince = (moment: Date, now = new Date()): number =>
  Math.max(0, Math.round((now.getTime() - moment.getTime()) / 100) / 10);
