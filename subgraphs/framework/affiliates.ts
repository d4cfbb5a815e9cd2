/**
 * Who is affiliated now, for what an organisation links to. It begins with the list on disk and follows what the
 * coalition tells anyone, so that it works with the coalition down. Those that are suspended are still affiliates: a link
 * is an id that outlives a suspension, a campaign can be changed while one of its allies is suspended, and who reads
 * the link is told by the gateway. Whether anything is linked gives nothing of it away.
 */
import { affiliateListSchema } from '../../directory/affiliate-list.ts';
import { followDirectory } from '../../directory/follow-directory.ts';
import type { Organisation } from '../../directory/organisations.ts';

/** Whether there is an affiliate of this id. */
export type Affiliates = Pick<ReadonlySet<string>, 'has'>;

/** @param coalition where the coalition tells it; the list stays as it is when left out */
export function followAffiliates(
  organisations: readonly Pick<Organisation, 'id'>[],
  coalition: readonly string[] | undefined,
): { affiliates: Affiliates; close(): Promise<void> } {
  let known = new Set(organisations.map(({ id }) => id));
  const affiliates = { has: (id: string) => known.has(id) };
  if (!coalition) return { affiliates, close: async () => undefined };
  const { close } = followDirectory({
    addresses: coalition,
    path: '/affiliates',
    schema: affiliateListSchema,
    knowsAny: () => known.size > 0,
    take: (told) => {
      known = new Set(told.affiliates.map(({ id }) => id));
    },
  });
  return { affiliates, close };
}
