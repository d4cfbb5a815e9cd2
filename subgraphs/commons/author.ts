/** Who wrote something, where they chose to be named. */
import type { MemberRow } from './members/member.ts';
import { mayMeet } from './members/member.ts';
import type { Caller } from '../../identity/caller.ts';
import { isHome } from './access.ts';
import { badInput } from './errors.ts';
import type { Context } from './context.ts';

interface Written {
  person: string | null;
  named: boolean;
}

/** The author of a row: a member of this organisation who chose to be named; null otherwise. */
export async function authorOf(
  { person, named }: Written,
  _args: unknown,
  { load, caller, organisation }: Context,
): Promise<MemberRow | null> {
  if (!named || person === null || !isHome(person, organisation.id)) return null;
  const member = await load.member.load(person);
  return member && mayMeet(caller, member) ? member : null;
}

/**
 * Records that the caller chose to be named, where they asked for it.
 * @throws BAD_USER_INPUT where nobody knows their name: away from home, and before they joined.
 */
export async function beNamed(
  asked: boolean,
  { home, person }: Caller,
  { organisation, tables }: Pick<Context, 'organisation' | 'tables'>,
): Promise<void> {
  if (!asked) return;
  if (home !== organisation.id)
    throw badInput('input.named', `false away from home ("${home}")`, asked);
  if (!(await tables.members.name(person)))
    throw badInput('input.named', `false before you joined "${home}"`, asked);
}
