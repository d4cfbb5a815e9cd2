/** Who may do what: a mutation's first statement. */
import type { Organisation } from '../../directory/organisations.ts';
import { type Caller, holds } from '../../identity/caller.ts';
import type { Right } from '../../identity/rights.ts';
import { ownerOf } from '../../schema/global-id.ts';
import { forbidden, unauthenticated } from './errors.ts';

/** The caller. @throws UNAUTHENTICATED when nobody signed in. */
export function signedIn(caller: Caller | null): Caller {
  if (!caller) throw unauthenticated();
  return caller;
}

/** Whether the caller holds a right at an organisation. */
export const staffs = (caller: Caller | null, organisation: Organisation, right: Right): boolean =>
  holds(caller, right, organisation.id);

/** The caller, with a right at this organisation. @throws UNAUTHENTICATED or FORBIDDEN otherwise. */
export function staffOf(caller: Caller | null, organisation: Organisation, right: Right): Caller {
  const someone = signedIn(caller);
  if (staffs(someone, organisation, right)) return someone;
  throw forbidden(`Only staff of "${organisation.id}" may do this.`);
}

/** Whether a person, as an organisation knows them, is a member there. */
export const isHome = (person: string | null, organisation: string): boolean =>
  person !== null && ownerOf(person) === organisation;
