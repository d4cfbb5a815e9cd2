/** Follows the feeds of all organisations into the catalogue, each by a subscription of its own. */
import type { Organisation } from '../../../directory/organisations.ts';
import { createSemaphore } from '../../../platform/async/semaphore.ts';
import type { Offsets } from '../../../schema/feed-offsets.ts';
import type { FollowOptions } from './follow-options.ts';
import type { Freshness } from './freshness.ts';
import { type FeedSubscription, subscribe } from './subscription.ts';

/**
 * How many batches are written to the catalogue at a time, over all feeds. When all feeds are read from their start, a
 * client's list waits for this many batches and not for hundreds.
 */
const CONCURRENT_WRITES = 2;

/** How long a client's list waits for the client's own writes, in milliseconds. */
const REACH_TIMEOUT_MS = 1_000;

export type Follower = ReturnType<typeof createFollower>;

/**
 * @example
 * const follower = createFollower({ client, records: followRecords(db), cardFrom, catalogue });
 * await follower.add(unite, 'https://unite.example');
 * await follower.reach(new Map([['unite', 42]])); // an empty set once the catalogue has the entry 42
 * await follower.close();
 */
export function createFollower(into: Omit<FollowOptions, 'organisation' | 'url' | 'semaphore'>) {
  const subscriptions = new Map<string, FeedSubscription>();
  const semaphore = createSemaphore(CONCURRENT_WRITES);

  const remove = async (id: string): Promise<void> => {
    const subscription = subscriptions.get(id);
    subscriptions.delete(id);
    await subscription?.stop();
  };

  return {
    /** Follows an organisation at this address. If it is followed already, its subscription is replaced. */
    async add(organisation: Organisation, url: string): Promise<void> {
      await remove(organisation.id);
      subscriptions.set(organisation.id, subscribe({ ...into, semaphore, organisation, url }));
    },

    /** Stops following an organisation. The catalogue keeps its cards, and `add` goes on from where it was. */
    remove,

    /**
     * Stops following an organisation, and removes its cards from the catalogue. Every process of the coalition calls
     * this: one that has not yet done so may read the feed from its start meanwhile.
     */
    async forget(id: string): Promise<void> {
      await remove(id);
      const { generation } = await into.records.load(id);
      await into.records.reset(id, generation);
      await into.catalogue.prune(id, generation + 1);
    },

    /** Reads one feed from its start, while the cards that are there are served. */
    rebuild: async (id: string): Promise<void> => subscriptions.get(id)?.rebuild(),

    /** How fresh the cards of each followed organisation are, in the order in which they were added. */
    freshness: (): Freshness[] => [...subscriptions.values()].map((one) => one.freshness()),

    /**
     * Waits until the catalogue has reached these offsets, a second at most. Answers the ids of the organisations whose
     * cards are, or may be, older than that: also those whose offset is null, which is not known and not waited for. An
     * organisation that is not followed has no cards, so there is nothing to wait for.
     */
    async reach(required: Offsets): Promise<ReadonlySet<string>> {
      const waits = [...required].map(async ([id, offset]) => {
        if (offset === null) return [id];
        const isThere = await subscriptions.get(id)?.waitFor(offset, REACH_TIMEOUT_MS);
        return isThere === false ? [id] : [];
      });
      return new Set((await Promise.all(waits)).flat());
    },

    /** Resolves once nothing is followed any more. */
    async close(): Promise<void> {
      await Promise.all([...subscriptions.keys()].map(remove));
    },
  };
}
