/** Who may do what: a mutation's first statement. */
import type { Organisation } from '../../directory/organisations.ts';
import type { Caller, Role } from '../../identity/caller.ts';
import { ownerOf } from '../../schema/global-id.ts';
import { forbidden, unauthenticated } from './errors.ts';

/** The caller. @throws UNAUTHENTICATED when nobody signed in. */
export function signedIn(caller: Caller | null): Caller {
  if (!caller) throw unauthenticated();
  return caller;
}

/** Whether the caller has a role at an organisation. */
export const staffs = (caller: Caller | null, organisation: Organisation, role: Role): boolean =>
  caller?.home === organisation.id && caller.roles.includes(role);

/** The caller, with a role at this organisation. @throws UNAUTHENTICATED or FORBIDDEN otherwise. */
export function staffOf(caller: Caller | null, organisation: Organisation, role: Role): Caller {
  const someone = signedIn(caller);
  if (staffs(someone, organisation, role)) return someone;
  const roles = { ORGANISER: 'an organiser', EDITOR: 'an editor' };
  throw forbidden(`Only ${roles[role]} of "${organisation.id}" may do this.`);
}

/** Whether a person, as an organisation knows them, is a member there. */
export const isHome = (person: string | null, organisation: string): boolean =>
  person !== null && ownerOf(person) === organisation;
