/** The pseudonym of a person at organisations other than their home. */
import { createHmac } from 'node:crypto';
import type { Caller } from './caller.ts';

/** Why something of a caller leaves their home, to people. */
export const PURPOSE_AWAY =
  'So that people take part at every organisation, and each counts each of them once without knowing who they are.';

/**
 * A caller as one audience may see them. The pseudonym is an HMAC with a key for the pair of organisations. So two
 * organisations cannot match their rows by it, and a person has one pseudonym at each.
 * @param key the gateway's own: with it the person behind a pseudonym can be found
 */
export function asSeenBy(audience: string, caller: Caller, key: string): Caller {
  if (caller.home === audience) return caller;
  const pair = createHmac('sha256', key).update(`${caller.home}|${audience}`).digest();
  const pseudonym = createHmac('sha256', pair).update(caller.person).digest('base64url');
  const application = caller.application && [];
  return { home: caller.home, person: `pseudonym:${pseudonym}`, roles: [], application };
}
