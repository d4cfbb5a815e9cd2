/** What the gateway tells one subgraph about who asks, signed so that nobody else can say it. */
import { createHmac } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import { type Caller, callerSchema } from './caller.ts';

/** The header that carries an assertion. */
export const ASSERTION_HEADER = 'groundswell-caller';

const ALGORITHM = 'HS256';
const ISSUER = 'groundswell-gateway';
const VALID_FOR = '30s';

const secret = (key: string): Uint8Array => new TextEncoder().encode(key);

/**
 * A caller as one audience may see them. The pseudonym is an HMAC under a key for the pair of
 * organisations, so two organisations cannot match their rows by it, and a person counts once in each.
 */
export function asSeenBy(audience: string, caller: Caller, key: string): Caller {
  if (caller.home === audience) return caller;
  const pair = createHmac('sha256', key).update(`${caller.home}|${audience}`).digest();
  const pseudonym = createHmac('sha256', pair).update(caller.person).digest('base64url');
  return { home: caller.home, person: `pseudonym:${pseudonym}`, roles: [] };
}

/** The assertion for one audience about a caller. */
export const signAssertion = (key: string, audience: string, caller: Caller): Promise<string> =>
  new SignJWT({ ...asSeenBy(audience, caller, key) })
    .setProtectedHeader({ alg: ALGORITHM })
    .setIssuer(ISSUER)
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime(VALID_FOR)
    .sign(secret(key));

/** The caller of an assertion, or null when it is not one that the gateway made for this audience. */
export async function verifyAssertion(
  key: string,
  audience: string,
  assertion: string,
): Promise<Caller | null> {
  try {
    const { payload } = await jwtVerify(assertion, secret(key), {
      algorithms: [ALGORITHM],
      issuer: ISSUER,
      audience,
      requiredClaims: ['exp', 'iat'],
    });
    return callerSchema.parse(payload);
  } catch {
    return null;
  }
}
