/** The mutations `affiliate` and `changeAffiliate`: they enter an organisation in the directory, and change its description. */
import type { Affiliate } from '../../../directory/directory.ts';
import type { Caller } from '../../../identity/caller.ts';
import { badInput, done } from '../../framework/errors.ts';
import { stale } from '../../framework/edits.ts';
import { checkInput } from '../../framework/input.ts';
import { affiliateInput, changeAffiliateInput } from './affiliate-input.ts';
import type { ArgumentPath, CheckAffiliate } from './check/affiliate-check.ts';
import { isSameAffiliate } from './directory-change.ts';
import { needRoom } from './directory-size.ts';
import type { AffiliateRecord } from './directory-state.ts';
import type { DirectoryStore } from './directory-store.ts';
import {
  type AffiliatePayload,
  changeExisting,
  needRecord,
  refuseListed,
} from './existing-affiliate.ts';
import { needUnique, type Reserved } from './uniqueness.ts';

const pathOf: ArgumentPath = (field) => (field === 'url' ? 'input.url' : `input.signIn.${field}`);

export const describeMutations = (
  directory: DirectoryStore,
  check: CheckAffiliate,
  reserved: Reserved,
) => ({
  /** Affiliates an organisation. The same input again changes nothing, so a client may repeat it. */
  async affiliate(input: unknown, { person: by }: Caller): Promise<AffiliatePayload> {
    const given = checkInput(affiliateInput, input);
    const issuer = given.signIn?.issuer ?? null;
    const wanted: Affiliate = { ...given, issuer, joinedAt: new Date(), status: 'ACTIVE' };
    const existing = directory.record(wanted.id);
    if (existing) return { organisation: needSame(existing, wanted), ...done };
    needUnique(directory.state(), wanted, reserved, pathOf);
    await check(wanted, pathOf);
    const { records } = await directory.change((state) => {
      const other = state.records.get(wanted.id);
      if (other && needSame(other, wanted)) return null;
      needUnique(state, wanted, reserved, pathOf);
      needRoom(state, wanted);
      const what = { organisation: wanted.id, affiliate: wanted };
      return { change: 'AFFILIATED', ...what, origin: 'ADMINISTRATOR', by, reason: null };
    });
    return { organisation: records.get(wanted.id)?.affiliate ?? null, ...done };
  },

  /** Changes the fields of an affiliate that the input has; the others stay. */
  async changeAffiliate(
    input: unknown,
    caller: Caller,
  ): Promise<AffiliatePayload<'IN_SETTINGS' | 'STALE'>> {
    const { id, version, ...fields } = checkInput(changeAffiliateInput, input);
    const { affiliate, lastChange } = needRecord(id, directory.record(id));
    if (lastChange.origin === 'SETTINGS') return refuseListed(id);
    let revision = lastChange.revision;
    needUnique(directory.state(), withFields(affiliate, fields), reserved, pathOf);
    await check(withFields(affiliate, fields), pathOf);
    const organisation = await changeExisting(directory, id, caller, (record, state) => {
      revision = record.lastChange.revision;
      if (version !== null && version !== revision) return null;
      const next = withFields(record.affiliate, fields);
      if (isSameAffiliate(next, record.affiliate)) return null;
      needUnique(state, next, reserved, pathOf);
      needRoom(state, next);
      return { change: 'DESCRIBED', affiliate: next };
    });
    const isStale = version !== null && version !== revision;
    return { organisation, ...(isStale ? stale(revision) : done) };
  },
});

/**
 * The affiliate that has the wanted id, where an administrator described it in the same way.
 * @throws BAD_USER_INPUT where it is described in another way, or comes from the settings
 */
function needSame({ affiliate, lastChange }: AffiliateRecord, wanted: Affiliate): Affiliate {
  const { joinedAt, status } = affiliate;
  const isSame = isSameAffiliate(affiliate, { ...wanted, joinedAt, status });
  if (isSame && lastChange.origin === 'ADMINISTRATOR') return affiliate;
  const expected = 'an id that no affiliate has (`changeAffiliate` changes one that is there)';
  throw badInput('input.id', expected, wanted.id);
}

type Fields = { [Name in keyof Affiliate]?: Affiliate[Name] | undefined };

/** The affiliate with these fields; an undefined one stays as it was. */
function withFields(affiliate: Affiliate, fields: Fields): Affiliate {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  const changed: Affiliate = { ...affiliate, ...Object.fromEntries(given) };
  return { ...changed, issuer: changed.signIn?.issuer ?? null };
}
