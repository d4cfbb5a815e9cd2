/** Lets requests in: each has a place while it is under way, and pays from its caller's bucket what it costs. */
import type { Caller } from '../../identity/caller.ts';
import { errorOf, type Refusal } from '../http/refusal.ts';
import { isUnauthenticated } from '../identity/identity-errors.ts';
import type { SignedIn } from '../identity/signed-in.ts';
import { bucketsInMemory, type Buckets, type BucketSize, type Level } from './buckets.ts';
import { networkOf } from './caller-key.ts';
import type { Place, Places } from './places.ts';
import { bucketEmpty, neverPaid, noPlace, tooManyTokens } from './rate-errors.ts';

/** A request that was let in. */
export interface Admission {
  readonly bucket: BucketSize;
  /**
   * Pays for the request before it runs.
   * @throws RATE_LIMITED (429) where the bucket has less, or too much of this caller is under way; OVERLOADED (503) where
   * too much of all is
   */
  pay(cost: number): Promise<void>;
  /**
   * Its work is done. What was paid and not used is given back, and what was used and not paid is owed: the bucket may be
   * overdrawn. Says what the bucket has now.
   */
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

/** A request of which no more than its headers was read. */
export interface Arrival {
  readonly address: string;
  readonly hasToken: boolean;
  /** Verifies the token. @throws UNAUTHENTICATED (401) or IDENTITY_UNAVAILABLE (503) */
  identify(): Promise<SignedIn | null>;
}

/** A caller who has something left in their bucket. */
export interface Visitor {
  readonly caller: SignedIn | null;
  /** Gives a request of theirs its place. @throws RATE_LIMITED (429) or OVERLOADED (503) where there is none */
  enter(): Admission;
}

/**
 * How many tokens of an address may be under verification, or have been wrong, in these seconds. They are counted in this
 * process: to verify one is work, and to find the key that it names may take seconds.
 */
const WRONG_TOKENS: BucketSize = { points: 100, seconds: 5 };

export function createDoor({ buckets, places, keyOf }: DoorOptions) {
  const tokens = bucketsInMemory(WRONG_TOKENS);
  return {
    /** Who sends a request; why they are refused where too many of their tokens were wrong, or their bucket is empty. */
    async visitor(arrival: Arrival): Promise<Visitor | Refusal> {
      const { address } = arrival;
      const identity = arrival.hasToken ? await identified(arrival) : { caller: null };
      if ('status' in identity) return identity;
      const { caller } = identity;
      const key = keyOf(caller, address);
      const level = await buckets.level(key);
      if (level.available === 0) return bucketEmpty({ bucket: buckets.size, level }, null);
      return {
        caller,
        enter() {
          const place = places.enter(key);
          if (typeof place === 'string') throw errorOf(noPlace(place));
          return admissionOf(key, place, buckets);
        },
      };
    },
  };

  async function identified({
    address,
    identify,
  }: Arrival): Promise<Pick<Visitor, 'caller'> | Refusal> {
    const network = networkOf(address);
    const withdrawal = await tokens.withdraw(network, 1);
    if (!withdrawal.isPaid) return tooManyTokens(withdrawal);
    try {
      const caller = await identify();
      await tokens.giveBack(network, 1);
      return { caller };
    } catch (error) {
      if (!isUnauthenticated(error)) await tokens.giveBack(network, 1);
      throw error;
    }
  }
}

export type Door = ReturnType<typeof createDoor>;

function admissionOf(key: string, place: Place, buckets: Buckets): Admission {
  let paid = 0;
  return {
    bucket: buckets.size,
    async pay(cost) {
      if (cost > buckets.size.points) throw errorOf(neverPaid(buckets.size, cost));
      const full = place.weigh(cost);
      if (full) throw errorOf(noPlace(full));
      const withdrawal = await buckets.withdraw(key, cost);
      if (!withdrawal.isPaid)
        throw errorOf(bucketEmpty({ bucket: buckets.size, level: withdrawal }, cost));
      paid += cost;
    },
    async settle(used) {
      place.unload();
      if (used > paid) await buckets.owe(key, used - paid);
      return used < paid ? buckets.giveBack(key, paid - used) : buckets.level(key);
    },
    leave: place.leave,
  };
}
