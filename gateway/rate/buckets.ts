/** Buckets of points, one for each caller, into which points drip: what is spent is there again after some time. */
import { LRUCache } from 'lru-cache';

/** How much a bucket holds, and how fast it fills. */
export interface BucketSize {
  /** The points of a full bucket. */
  readonly points: number;
  /** In how many seconds an empty one is full. */
  readonly seconds: number;
}

/** What a bucket has now. */
export interface Level {
  /** How many points are in it. */
  readonly available: number;
  /** When it is full again, in milliseconds from now. */
  readonly fullInMs: number;
}

/** A bucket, and what it has now. */
export interface BucketState {
  readonly bucket: BucketSize;
  readonly level: Level;
}

/** What came of taking points. */
export interface Withdrawal extends Level {
  /** Whether there were as many. If not, none was spent. */
  readonly isPaid: boolean;
}

export interface Buckets {
  readonly size: BucketSize;
  /** What the bucket of a caller has. */
  level(caller: string): Promise<Level>;
  /** Takes points where there are as many. */
  withdraw(caller: string, points: number): Promise<Withdrawal>;
  /** Takes points that are owed already, even more than there are: nobody owes more than a full bucket. */
  owe(caller: string, points: number): Promise<void>;
  /** Gives back what was spent and not used. */
  giveBack(caller: string, points: number): Promise<Level>;
}

/**
 * Takes points from a caller's bucket, or gives them back where they are less than 0.
 * @param isOwed whether they are spent even where they are not there
 */
export type Spend = (caller: string, points: number, isOwed: boolean) => Promise<Spent>;

export interface Spent {
  readonly isPaid: boolean;
  /** What is in the bucket then; less than 0 where it is owed. */
  readonly points: number;
}

/** Buckets from which points are spent in this way. */
export function bucketsOf(size: BucketSize, spend: Spend): Buckets {
  const levelOf = ({ points }: Spent): Level => ({
    available: Math.max(0, Math.floor(points)),
    fullInMs: Math.ceil((size.points - points) / perMs(size)),
  });
  return {
    size,
    level: async (caller) => levelOf(await spend(caller, 0, true)),
    async withdraw(caller, points) {
      const spent = await spend(caller, points, false);
      return { isPaid: spent.isPaid, ...levelOf(spent) };
    },
    async owe(caller, points) {
      await spend(caller, points, true);
    },
    giveBack: async (caller, points) => levelOf(await spend(caller, -points, true)),
  };
}

/** How many points drip into a bucket in a millisecond. */
export const perMs = ({ points, seconds }: BucketSize): number => points / (seconds * 1_000);

/** The most buckets that are kept. Without one a caller has a full one. */
const MOST_BUCKETS = 100_000;

/**
 * Buckets in the memory of this process.
 * @param now the time in milliseconds, for tests
 */
export const bucketsInMemory = (size: BucketSize, now?: () => number): Buckets =>
  bucketsOf(size, spendInMemory(size, now));

/** Takes from buckets in the memory of this process. */
export function spendInMemory(size: BucketSize, now = () => performance.now()): Spend {
  const kept = new LRUCache<string, { points: number; at: number }>({ max: MOST_BUCKETS });
  return async (caller, points, isOwed) => {
    const at = now();
    const last = kept.get(caller) ?? { points: size.points, at };
    const there = Math.min(size.points, last.points + (at - last.at) * perMs(size));
    const isPaid = isOwed || points <= there;
    const left = isPaid ? Math.min(size.points, Math.max(-size.points, there - points)) : there;
    kept.set(caller, { points: left, at });
    return { isPaid, points: left };
  };
}
