/** The pseudonym of a person at organisations other than their home. */
import { createHmac } from 'node:crypto';
import type { Caller } from './caller.ts';

/** Why something of a caller leaves their home, to people. */
export const PURPOSE_AWAY =
  'So that people take part at every organisation, and each counts each of them once without knowing who they are.';

/** What every pseudonym begins with. No id of a member or an application does. */
const PSEUDONYM = 'pseudonym:';

/**
 * A caller as one audience may see them. The pseudonym is an HMAC with a key for the pair of organisations. So two
 * organisations cannot match their rows by it, and a person has one pseudonym at each.
 * @param key the gateway's own: with it the person behind a pseudonym can be found
 */
export function asSeenBy(audience: string, caller: Caller, key: string): Caller {
  const { home, person, roles, application, scopes } = caller;
  // Named one by one: nothing else that is known of a caller leaves in an assertion.
  if (home === audience) return { home, person, roles, application, scopes };
  const pair = createHmac('sha256', key).update(`${home}|${audience}`).digest();
  const pseudonym = createHmac('sha256', pair).update(person).digest('base64url');
  return awayFromHome({ ...caller, person: PSEUDONYM + pseudonym });
}

/** What of a caller counts at another organisation than their home: neither roles nor what an application may do. */
export const awayFromHome = ({ home, person, application, scopes }: Caller): Caller => ({
  home,
  person,
  roles: [],
  application: application && [],
  scopes,
});

/** Whether a caller is a pseudonym: whoever signs for them says nothing of who they are. */
export const isPseudonym = ({ person }: Caller): boolean => person.startsWith(PSEUDONYM);
