/** Who wrote something, where they chose to be named. */
import type { MemberRow } from './members/member.ts';
import { mayMeet } from './members/member.ts';
import { isHome } from './access.ts';
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
