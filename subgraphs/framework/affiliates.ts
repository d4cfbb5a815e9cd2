/**
 * The ids of all affiliates, against which an organisation checks what it links to. The set starts from the list on disk
 * and follows the coalition's public list, so an organisation runs while the coalition is down.
 *
 * Suspended affiliates are in it: a link is an id that outlives a suspension, and a campaign can be changed while one of
 * its allies is suspended. The set does not say who is suspended; the gateway says so to whoever reads the link.
 */
import { affiliateListSchema } from '../../directory/affiliate-list.ts';
import { followDirectory } from '../../directory/follow-directory.ts';
import type { Organisation } from '../../directory/organisations.ts';

/** Tests whether an id is that of an affiliate. */
export type AffiliateIds = Pick<ReadonlySet<string>, 'has'>;

/**
 * Follows the list of affiliates until it is closed.
 * @param organisations the list on disk
 * @param coalition base addresses of the coalition's processes; left out, the list on disk stays
 * @example const { affiliates, close } = followAffiliates(organisations, ['http://coalition:4000'])
 */
export function followAffiliates(
  organisations: readonly Pick<Organisation, 'id'>[],
  coalition: readonly string[] | undefined,
): { affiliates: AffiliateIds; close(): Promise<void> } {
  let ids = new Set(organisations.map(({ id }) => id));
  const affiliates = { has: (id: string) => ids.has(id) };
  if (!coalition) return { affiliates, close: async () => undefined };
  const { close } = followDirectory({
    addresses: coalition,
    path: '/affiliates',
    schema: affiliateListSchema,
    hasAffiliates: () => ids.size > 0,
    onSnapshot: (list) => {
      ids = new Set(list.affiliates.map(({ id }) => id));
    },
  });
  return { affiliates, close };
}
