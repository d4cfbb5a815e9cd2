/** The changes that bring the directory in line with the settings that the coalition starts with. */
import type { Affiliate } from '../../../directory/directory.ts';
import type { Organisation } from '../../../directory/organisations.ts';
import { isSameAffiliate, type ProposedChange } from './directory-change.ts';
import type { DirectoryState } from './directory-state.ts';

/** An organisation of the list on disk, with the address that the settings give. */
export type ListedAffiliate = Omit<Affiliate, 'status'>;

/** Adds to each organisation of the list its address; null where there is none. */
export const listedAffiliates = (
  organisations: readonly Organisation[],
  addresses: ReadonlyMap<string, string>,
): ListedAffiliate[] =>
  organisations.map((one) => ({ ...one, url: addresses.get(one.id) ?? null }));

/**
 * The next change that the settings require; null when none is left.
 *
 * The settings describe the organisations that they list, and only those. A suspended one stays suspended. One that an
 * administrator affiliated stays as it is until the list has it too. One that came from the list and is no longer on it
 * is disaffiliated.
 */
export function nextSettingsChange(
  listed: readonly ListedAffiliate[],
  { records }: DirectoryState,
): ProposedChange | null {
  const bySettings = { origin: 'SETTINGS', by: null, reason: null } as const;
  for (const one of listed) {
    const record = records.get(one.id);
    const affiliate: Affiliate = { ...one, status: record?.affiliate.status ?? 'ACTIVE' };
    const isUpToDate =
      record?.lastChange.origin === 'SETTINGS' && isSameAffiliate(record.affiliate, affiliate);
    if (isUpToDate) continue;
    const change = record ? 'DESCRIBED' : 'AFFILIATED';
    return { ...bySettings, change, organisation: one.id, affiliate };
  }
  const ids = new Set(listed.map(({ id }) => id));
  const removed = [...records.values()].find(
    ({ affiliate, lastChange }) => lastChange.origin === 'SETTINGS' && !ids.has(affiliate.id),
  );
  if (!removed) return null;
  const organisation = removed.affiliate.id;
  return { ...bySettings, change: 'DISAFFILIATED', organisation, affiliate: null };
}
