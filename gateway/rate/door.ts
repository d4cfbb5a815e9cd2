/** Lets requests in: each has a place while it is under way, and pays from its caller's bucket what it costs. */
import type { Caller } from '../../identity/caller.ts';
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

export const createDoor = ({ buckets, places, keyOf }: DoorOptions) => ({
  /** @throws RATE_LIMITED (429) or OVERLOADED (503) as soon as it is clear, before the request is read */
  async enter(caller: Caller | null, address: string): Promise<Admission> {
    const key = keyOf(caller, address);
    const level = await buckets.level(key);
    if (level.available === 0) throw bucketEmpty({ bucket: buckets.size, level }, null);
    const place = places.enter(key);
    if (typeof place === 'string') throw noPlace(place);
    return admissionOf(key, place, buckets);
  },
});

export type Door = ReturnType<typeof createDoor>;

function admissionOf(key: string, place: Place, buckets: Buckets): Admission {
  let paid = 0;
  return {
    bucket: buckets.size,
    async pay(cost) {
      const full = place.weigh(cost);
      if (full) throw noPlace(full);
      const withdrawal = await buckets.withdraw(key, cost);
      if (!withdrawal.isPaid) throw bucketEmpty({ bucket: buckets.size, level: withdrawal }, cost);
      paid += cost;
    },
    owe: (cost) => buckets.owe(key, cost),
    settle: (used) => (used < paid ? buckets.giveBack(key, paid - used) : buckets.level(key)),
    leave: place.leave,
  };
}
