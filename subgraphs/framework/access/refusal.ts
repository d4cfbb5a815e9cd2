/** What is said to a caller who may not do something: the table of rights, as a sentence. */
import type { GraphQLError } from 'graphql';
import { type Caller, isInScopes } from '../../../identity/caller.ts';
import { AT_HOME, OF_TIER, type Right, RIGHTS } from '../../../identity/rights.ts';
import { forbidden, unauthenticated } from '../errors.ts';
import { staffWith } from './holders.ts';
import type { Requirement } from './requirement.ts';

/** The error of a mutation that the caller may not do. @param owner whose it is */
export function refusalOf(
  requirement: Requirement,
  caller: Caller | null,
  owner: string,
): GraphQLError {
  if (!caller) return unauthenticated();
  const [right] = requirement
    .flat(2)
    .flatMap((condition) => (condition.kind === 'right' ? [condition.right] : []));
  return forbidden(
    right ? sentenceOf(right, caller, owner) : 'You do not have permission to do this.',
  );
}

/** Who may, in a sentence. */
function sentenceOf(right: Right, caller: Caller, owner: string): string {
  const what = RIGHTS[right];
  if (!isInScopes(caller, right)) return `This token was not issued for "${right}".`;
  if (caller.application) return `This application was not given "${right}" at "${owner}".`;
  if (AT_HOME.includes(right)) return `Only people who sign in at "${owner}" may ${what}.`;
  if (!Object.values(OF_TIER).flat().includes(right))
    return `Only ${staffWith(right).join(' or ')} of "${owner}" may ${what}.`;
  return caller.home === owner
    ? `Join "${owner}" first: only its members may ${what}.`
    : `Only members of "${owner}" may ${what}.`;
}
