/** What the gateway tells one subgraph about who asks, signed so that nobody else can say it. */
import { createHmac } from 'node:crypto';
import { type Caller, callerSchema } from './caller.ts';
import { sign, verify } from './jwt.ts';

/** The header that carries an assertion. */
export const ASSERTION_HEADER = 'groundswell-caller';

/** With what clocks may differ, none is taken that is older than 30 s. */
const VALID_FOR = '25s';

const partiesOf = (audience: string) => ({ issuer: 'groundswell-gateway', audience });

/**
 * A caller as one audience may see them. The pseudonym is an HMAC under a key for the pair of
 * organisations, so two organisations cannot match their rows by it, and a person counts once in each.
 * @param key the gateway's own: whoever has it can tell who is behind a pseudonym
 */
export function asSeenBy(audience: string, caller: Caller, key: string): Caller {
  if (caller.home === audience) return caller;
  const pair = createHmac('sha256', key).update(`${caller.home}|${audience}`).digest();
  const pseudonym = createHmac('sha256', pair).update(caller.person).digest('base64url');
  return { home: caller.home, person: `pseudonym:${pseudonym}`, roles: [] };
}

/** The assertion for one audience about a caller, as that audience may see them. */
export const signAssertion = (key: string, audience: string, caller: Caller): Promise<string> =>
  sign(key, partiesOf(audience), { ...caller }, VALID_FOR);

/** The caller of an assertion, or null when it is not one that the gateway made for this audience. */
export async function verifyAssertion(
  key: string,
  audience: string,
  assertion: string,
): Promise<Caller | null> {
  const stated = await verify(key, partiesOf(audience), assertion, VALID_FOR);
  const caller = callerSchema.safeParse(stated);
  return caller.success ? caller.data : null;
}
