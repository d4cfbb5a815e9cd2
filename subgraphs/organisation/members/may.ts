/** Whether a caller holds a right at an organisation. */
import { holds, isInScopes } from '../../../identity/caller.ts';
import { OF_TIER, type Right } from '../../../identity/rights.ts';
import type { Decision } from '../../framework/row-rules.ts';
import type { Context } from './context.ts';
import { MemberTier } from '../../../schema/generated/enums.ts';

/** What the rights of a caller depend on. */
type Asked = Pick<Context, 'caller' | 'organisation' | 'load'>;

/** By what their token says, or by their tier on record: the record is read only for rights that tiers give, once. */
export function may(context: Asked, right: Right): Decision {
  const { caller, organisation } = context;
  return holds(caller, right, organisation.id) || (isOfTiers(right) && holdsByTier(context, right));
}

const isOfTiers = (right: Right): boolean =>
  MemberTier.some((tier) => OF_TIER[tier].includes(right));

async function holdsByTier({ caller, organisation, load }: Asked, right: Right): Promise<boolean> {
  if (caller?.home !== organisation.id || caller.application || !isInScopes(caller, right))
    return false;
  const member = await load.member.load(caller.person);
  return member !== null && OF_TIER[member.tier].includes(right);
}
