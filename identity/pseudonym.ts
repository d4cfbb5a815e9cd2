/** Who someone is away from home. */
import { createHmac } from 'node:crypto';
import type { Caller } from './caller.ts';

/**
 * A caller as one audience may see them. The pseudonym is an HMAC under a key for the pair of
 * organisations, so two organisations cannot match their rows by it, and a person counts once in each.
 * @param key the gateway's own: whoever has it can tell who is behind a pseudonym
 */
export function asSeenBy(audience: string, caller: Caller, key: string): Caller {
  if (caller.home === audience) return caller;
  const pair = createHmac('sha256', key).update(`${caller.home}|${audience}`).digest();
  const pseudonym = createHmac('sha256', pair).update(caller.person).digest('base64url');
  const application = caller.application && [];
  return { home: caller.home, person: `pseudonym:${pseudonym}`, roles: [], application };
}
