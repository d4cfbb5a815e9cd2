/** How fresh one organisation's rows in the catalogue are. */
import type { Organisation } from '../../../directory/organisations.ts';

export interface Freshness {
  organisation: Organisation;
  /**
   * `LIVE`: heard, and nothing is missing as of `asOf`. `BEHIND`: heard, and there is more to come. `STALE`: not
   * heard any longer. `UNKNOWN`: never heard yet.
   */
  state: 'LIVE' | 'BEHIND' | 'STALE' | 'UNKNOWN';
  /** Everything that was acknowledged before this moment is there; null before the first time. */
  asOf: Date | null;
  /** When the organisation was last heard; null when never. */
  lastSeenAt: Date | null;
  /** Seconds since `asOf`, to a tenth; null where that is. */
  lagSeconds: number | null;
  /** How many lines of its feed were refused so far. */
  refusedLines: number;
  /** Why the last of them was; null when none was. */
  lastRefusal: string | null;
}

/** Seconds from a moment on, to a tenth. */
export const secondsSince = (moment: Date, now = new Date()): number =>
  Math.max(0, Math.round((now.getTime() - moment.getTime()) / 100) / 10);
