/** Buckets of points, one for each caller. A bucket is full again at the end of each period. */
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** How much a bucket holds, and for how long. */
export interface BucketSize {
  /** The points of a full bucket. */
  readonly points: number;
  /** The length of a period, in seconds. */
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
  /** Whether there were as many. If not, none was taken. */
  readonly isPaid: boolean;
}

export interface Buckets {
  readonly size: BucketSize;
  /** What the bucket of a caller has. */
  level(caller: string): Promise<Level>;
  /** Takes points where there are as many. */
  withdraw(caller: string, points: number): Promise<Withdrawal>;
  /** Takes points that are owed already, even more than there are. */
  owe(caller: string, points: number): Promise<void>;
  /** Gives back what was taken and not used. */
  giveBack(caller: string, points: number): Promise<Level>;
}

/** Buckets in the memory of this process. */
export const bucketsInMemory = (size: BucketSize): Buckets =>
  bucketsOf(size, new RateLimiterMemory(limiterOptions(size)));

/** The options of a limiter of this size. */
export const limiterOptions = ({ points, seconds }: BucketSize) => ({
  points,
  duration: seconds,
  keyPrefix: 'groundswell:cost',
});

/** Buckets that a limiter of rate-limiter-flexible counts. */
export function bucketsOf(size: BucketSize, limiter: RateLimiterAbstract): Buckets {
  const full: Level = { available: size.points, fullInMs: 0 };
  const levelOf = (counted: RateLimiterRes | null): Level =>
    counted === null || counted.msBeforeNext <= 0
      ? full
      : {
          available: Math.max(0, size.points - counted.consumedPoints),
          fullInMs: counted.msBeforeNext,
        };
  const giveBack = async (caller: string, points: number): Promise<Level> => {
    // Where the period has ended meanwhile, nothing is owed to anybody.
    const counted = await limiter.get(caller);
    return counted === null || counted.msBeforeNext <= 0
      ? full
      : levelOf(await limiter.reward(caller, Math.min(points, counted.consumedPoints)));
  };
  return {
    size,
    level: async (caller) => levelOf(await limiter.get(caller)),
    async withdraw(caller, points) {
      try {
        return { isPaid: true, ...levelOf(await limiter.consume(caller, points)) };
      } catch (refused) {
        if (!(refused instanceof RateLimiterRes)) throw refused;
        return { isPaid: false, ...(await giveBack(caller, points)) };
      }
    },
    async owe(caller, points) {
      await limiter.penalty(caller, points);
    },
    giveBack,
  };
}
