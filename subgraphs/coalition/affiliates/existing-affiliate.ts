/** What every mutation of an existing affiliate shares. */
import type { Affiliate } from '../../../directory/directory.ts';
import type { Caller } from '../../../identity/caller.ts';
import { notFound, type Refusals, refused } from '../../framework/errors.ts';
import type { ProposedChange } from './directory-change.ts';
import type { AffiliateRecord, DirectoryState } from './directory-state.ts';
import type { DirectoryStore } from './directory-store.ts';

/** The answer of a mutation. */
export interface AffiliatePayload<Code extends string = never> extends Refusals<Code> {
  organisation?: Affiliate | null;
}

/** Decides on the change of an affiliate; null to change nothing. */
type DecideChange = (
  record: AffiliateRecord,
  state: DirectoryState,
) => (Pick<ProposedChange, 'change' | 'affiliate'> & Partial<ProposedChange>) | null;

/**
 * Changes an existing affiliate. `decide` is called with its newest record, and again if another change comes first.
 * @returns the affiliate after the change; null where it is an affiliate no longer
 * @throws NOT_FOUND
 */
export async function changeExisting(
  directory: DirectoryStore,
  id: string,
  { person: by }: Caller,
  decide: DecideChange,
): Promise<Affiliate | null> {
  const { records } = await directory.change((state) => {
    const record = needRecord(id, state.records.get(id));
    const decided = decide(record, state);
    const { origin } = record.lastChange;
    return decided && { organisation: id, origin, by, reason: null, ...decided };
  });
  return records.get(id)?.affiliate ?? null;
}

/** @throws NOT_FOUND */
export function needRecord(id: string, record: AffiliateRecord | undefined): AffiliateRecord {
  if (!record) throw notFound('input.id', 'affiliate', id);
  return record;
}

/** Refuses to change an affiliate of the settings: the next start of the coalition would undo the change. */
export const refuseListed = (id: string) =>
  refused(
    'IN_SETTINGS',
    `"${id}" is described by the settings that the coalition starts with: change it there.`,
    'input.id',
  );
