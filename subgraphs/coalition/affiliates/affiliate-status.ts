/** The mutations `suspend`, `reinstate` and `disaffiliate`. */
import type { Caller } from '../../../identity/caller.ts';
import { done, type Refusals, refused } from '../../framework/errors.ts';
import { checkInput } from '../../framework/input.ts';
import { statusInput } from './affiliate-input.ts';
import type { CheckAffiliate } from './check/affiliate-check.ts';
import type { ProposedChange } from './directory-change.ts';
import type { AffiliateRecord } from './directory-state.ts';
import type { DirectoryStore } from './directory-store.ts';
import {
  type AffiliatePayload,
  changeExisting,
  needRecord,
  refuseListed,
} from './existing-affiliate.ts';
import type { AffiliateStatus } from '../../../schema/generated/enums.ts';

export const statusMutations = (directory: DirectoryStore, check: CheckAffiliate) => ({
  /** Suspends an affiliate: it stays in the directory, but nothing of it is served. */
  async suspend(input: unknown, caller: Caller): Promise<AffiliatePayload<'NOTHING_TO_CHANGE'>> {
    const { id, reason } = checkInput(statusInput, input);
    if (needRecord(id, directory.record(id)).affiliate.status === 'SUSPENDED')
      return refused('NOTHING_TO_CHANGE', `"${id}" is suspended already.`, 'input.id');
    const organisation = await changeExisting(directory, id, caller, (record) =>
      statusChange(record, 'SUSPENDED', { change: 'SUSPENDED', reason }),
    );
    return { organisation, ...done };
  },

  /** Ends a suspension, after the same check as for a new affiliate. */
  async reinstate(input: unknown, caller: Caller): Promise<AffiliatePayload<'NOTHING_TO_CHANGE'>> {
    const { id } = checkInput(statusInput, input);
    const { affiliate } = needRecord(id, directory.record(id));
    if (affiliate.status === 'ACTIVE')
      return refused('NOTHING_TO_CHANGE', `"${id}" is not suspended.`, 'input.id');
    await check(affiliate, () => 'input.id');
    const organisation = await changeExisting(directory, id, caller, (record) =>
      statusChange(record, 'ACTIVE', { change: 'REINSTATED' }),
    );
    return { organisation, ...done };
  },

  /** Ends an affiliation: the organisation is no longer in the directory. */
  async disaffiliate(
    input: unknown,
    caller: Caller,
  ): Promise<{ organisation?: string } & Refusals<'IN_SETTINGS'>> {
    const { id, reason } = checkInput(statusInput, input);
    if (needRecord(id, directory.record(id)).lastChange.origin === 'SETTINGS')
      return refuseListed(id);
    const change = { change: 'DISAFFILIATED', affiliate: null, reason } as const;
    await changeExisting(directory, id, caller, () => change);
    return { organisation: id, ...done };
  },
});

/** The change of an affiliate to a status; null where it has that status already. */
const statusChange = <Change extends Pick<ProposedChange, 'change'>>(
  { affiliate }: AffiliateRecord,
  status: AffiliateStatus,
  change: Change,
) => (affiliate.status === status ? null : { ...change, affiliate: { ...affiliate, status } });
