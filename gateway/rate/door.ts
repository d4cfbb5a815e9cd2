/** Lets requests in: each has a place while it is under way, and pays from its caller's bucket what it costs. */
import type { Caller } from '../../identity/caller.ts';
import { errorOf, type Refusal } from '../http/refusal.ts';
import type { Buckets, BucketSize, Level } from './buckets.ts';
import type { Place, Places } from './places.ts';
import { bucketEmpty, noPlace } from './rate-errors.ts';

/** A request that was let in. */
export interface Admission {
  readonly bucket: BucketSize;
  /**
   * Pays for the request before it runs.
   * @throws RATE_LIMITED (429) where the bucket has less, or too much of this caller is under way; OVERLOADED (503) where
   * too much of all is
   */
  pay(cost: number): Promise<void>;
  /** Takes what was spent without asking. The bucket may be overdrawn. */
  owe(cost: number): Promise<void>;
  /** Gives back what was paid and not used, and says what the bucket has now. */
  settle(used: number): Promise<Level>;
  /** Frees the place. */
  leave(): void;
}

export interface DoorOptions {
  readonly buckets: Buckets;
  readonly places: Places;
  /** The name of a caller's bucket. */
  readonly keyOf: (caller: Caller | null, address: string) => string;
}

/** A caller who has something left in their bucket. */
export interface Visitor {
  /** Gives a request of theirs its place. @throws RATE_LIMITED (429) or OVERLOADED (503) where there is none */
  enter(): Admission;
}

export const createDoor = ({ buckets, places, keyOf }: DoorOptions) => ({
  /** A caller before their request is read; why they are refused where their bucket is empty. */
  async visitor(caller: Caller | null, address: string): Promise<Visitor | Refusal> {
    const key = keyOf(caller, address);
    const level = await buckets.level(key);
    if (level.available === 0) return bucketEmpty({ bucket: buckets.size, level }, null);
    return {
      enter() {
        const place = places.enter(key);
        if (typeof place === 'string') throw errorOf(noPlace(place));
        return admissionOf(key, place, buckets);
      },
    };
  },
});

export type Door = ReturnType<typeof createDoor>;

function admissionOf(key: string, place: Place, buckets: Buckets): Admission {
  let paid = 0;
  return {
    bucket: buckets.size,
    async pay(cost) {
      const full = place.weigh(cost);
      if (full) throw errorOf(noPlace(full));
      const withdrawal = await buckets.withdraw(key, cost);
      if (!withdrawal.isPaid)
        throw errorOf(bucketEmpty({ bucket: buckets.size, level: withdrawal }, cost));
      paid += cost;
    },
    owe: (cost) => buckets.owe(key, cost),
    settle: (used) => (used < paid ? buckets.giveBack(key, paid - used) : buckets.level(key)),
    leave: place.leave,
  };
}
