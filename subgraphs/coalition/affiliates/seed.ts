/** What the settings of a start say of the directory, and the one change that brings it nearer to that. */
import { isDeepStrictEqual } from 'node:util';
import type { Affiliate } from '../../../directory/directory.ts';
import type { Organisation } from '../../../directory/organisations.ts';
import { asKept, type Change } from './change.ts';
import type { State } from './state.ts';

/** An organisation of the list, and where the settings say that it is. */
export type Seed = Omit<Affiliate, 'status'>;

/** The seeds of a start: each organisation of the list, with its address. */
export const seedsOf = (
  organisations: readonly Organisation[],
  addresses: ReadonlyMap<string, string>,
): Seed[] => organisations.map((one) => ({ ...one, url: addresses.get(one.id) ?? null }));

/**
 * The next change towards what the settings say; null when there is none left to make.
 *
 * The settings describe the organisations that they list, and those alone: one that was suspended stays so, one that
 * an administrator affiliated stays as it is until the list has it too, and one that the settings brought and the list
 * has no more is affiliated no more.
 */
export function nextSeed(seeds: readonly Seed[], { entries }: State): Change | null {
  const by = { origin: 'SETTINGS', by: null, reason: null } as const;
  for (const seed of seeds) {
    const known = entries.get(seed.id);
    const affiliate: Affiliate = { ...seed, status: known?.affiliate.status ?? 'ACTIVE' };
    if (known?.last.origin === 'SETTINGS' && isDeepStrictEqual(known.affiliate, asKept(affiliate)))
      continue;
    const change = known ? 'DESCRIBED' : 'AFFILIATED';
    return { ...by, change, organisation: seed.id, affiliate };
  }
  const listed = new Set(seeds.map(({ id }) => id));
  const gone = [...entries.values()].find(
    ({ affiliate, last }) => last.origin === 'SETTINGS' && !listed.has(affiliate.id),
  );
  if (!gone) return null;
  return { ...by, change: 'DISAFFILIATED', organisation: gone.affiliate.id, affiliate: null };
}
