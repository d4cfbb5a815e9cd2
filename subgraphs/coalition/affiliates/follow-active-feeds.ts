/** Keeps the feeds of all active affiliates followed, as the directory changes. */
import { isDeepStrictEqual } from 'node:util';
import type { Affiliate, Directory, LiveDirectory } from '../../../directory/directory.ts';
import { log } from '../../../platform/log.ts';
import { traceOf } from '../../../platform/trace.ts';

/** What follows the feeds. */
interface FeedFollower {
  /** Follows the feed at this address; where it is followed already, the address and description are replaced. */
  add(affiliate: Affiliate, url: string): unknown;
  /** Follows the feed no longer. */
  remove(id: string): unknown;
  /** Follows the feed no longer, and deletes what came from it: another organisation may get this id. */
  forget(id: string): unknown;
}

type ActiveAffiliate = Affiliate & { url: string };

const isActive = (affiliate: Affiliate): affiliate is ActiveAffiliate =>
  affiliate.status === 'ACTIVE' && affiliate.url !== null;

/**
 * Has the feeds of all active affiliates followed. The follower is called once at a time, in the order of the changes; a
 * call that fails is logged, and holds up no other.
 * @returns what ends that; feeds that are followed by then stay so
 */
export function followActiveFeeds(
  { now, onChange }: Pick<LiveDirectory, 'now' | 'onChange'>,
  follower: FeedFollower,
): () => void {
  let affiliateIds = new Set<string>();
  let followed = new Map<string, Affiliate>();
  let lastCall = Promise.resolve();

  const enqueue = (organisation: string, call: () => unknown): void => {
    lastCall = lastCall.then(call).then(
      () => undefined,
      (error: unknown) => {
        log.error({ organisation, ...traceOf(error) }, 'feed not followed as the directory says');
      },
    );
  };

  const apply = ({ affiliates }: Directory): void => {
    const ids = new Set(affiliates.map(({ id }) => id));
    const active = new Map(affiliates.filter(isActive).map((one) => [one.id, one]));
    for (const id of followed.keys())
      if (!active.has(id) && ids.has(id)) enqueue(id, () => follower.remove(id));
    for (const id of affiliateIds) if (!ids.has(id)) enqueue(id, () => follower.forget(id));
    for (const [id, affiliate] of active)
      if (!isDeepStrictEqual(followed.get(id), affiliate))
        enqueue(id, () => follower.add(affiliate, affiliate.url));
    [affiliateIds, followed] = [ids, active];
  };

  apply(now());
  return onChange(apply);
}
