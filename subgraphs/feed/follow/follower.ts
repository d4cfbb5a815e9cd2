/** Follows the feeds of all organisations into the catalogue, each by itself: none waits for another. */
import type { Organisation } from '../../../directory/organisations.ts';
import type { Positions } from '../../../schema/feed-positions.ts';
import { createGate } from '../../../platform/async/semaphore.ts';
import type { FollowOptions } from './follow-options.ts';
import { type Following, follow } from './following.ts';
import type { Freshness } from './freshness.ts';

/**
 * How many batches go into the catalogue at a time, of however many feeds: when all are read from their start, a list
 * waits for this many and not for hundreds.
 */
const AT_ONCE = 2;

/** How long a list waits for what its reader wrote. */
const WRITTEN_WITHIN_MS = 1_000;

export type Follower = ReturnType<typeof createFollower>;

export function createFollower(into: Omit<FollowOptions, 'organisation' | 'url' | 'gate'>) {
  const following = new Map<string, Following>();
  const gate = createGate(AT_ONCE);

  const remove = async (id: string): Promise<void> => {
    const one = following.get(id);
    following.delete(id);
    await one?.stop();
  };

  return {
    /** Follows an organisation from now on, at this address. One that is followed already is followed anew. */
    async add(organisation: Organisation, url: string): Promise<void> {
      await remove(organisation.id);
      following.set(organisation.id, follow({ ...into, gate, organisation, url }));
    },

    /** Follows an organisation no longer. How far it was read is kept, for when it is added again. */
    remove,

    /**
     * Follows an organisation no longer, and nothing of it is left but marks. Each process does so: one that was not
     * told yet may read it from its start until then.
     */
    async forget(id: string): Promise<void> {
      await remove(id);
      const { generation } = await into.records.of(id);
      await into.records.forget(id, generation);
      await into.catalogue.vanish(id, generation + 1);
    },

    /** Reads one feed from its start, while what was read before is served. */
    rebuild: async (id: string): Promise<void> => following.get(id)?.rebuild(),

    /** How fresh the rows of each organisation are that is followed, in the order in which they were added. */
    freshness: (): Freshness[] => [...following.values()].map((one) => one.freshness()),

    /**
     * Waits until the catalogue has what was written up to these positions, a second at most, and not at all for what
     * nobody knows the position of. Answers the ids of organisations of which it has not, or may have not.
     */
    async reach(positions: Positions): Promise<ReadonlySet<string>> {
      const waits = [...positions].map(async ([id, position]) => {
        if (position === null) return [id];
        const isThere = await following.get(id)?.reached(position, WRITTEN_WITHIN_MS);
        return isThere === false ? [id] : [];
      });
      return new Set((await Promise.all(waits)).flat());
    },

    /** Resolves once nothing is followed any more. */
    async close(): Promise<void> {
      await Promise.all([...following.keys()].map(remove));
    },
  };
}
