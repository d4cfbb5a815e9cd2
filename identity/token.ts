/** Development tokens: what a person shows to the gateway. */
import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { parseGlobalId } from '../schema/global-id.ts';
import { type Caller, ROLES } from './caller.ts';

const ALGORITHM = 'HS256';
const ISSUER = 'groundswell-development';
const AUDIENCE = 'groundswell';

const claims = z.object({ sub: z.string(), roles: z.array(z.enum(ROLES)) });

/** The key of a secret. */
const secret = (key: string): Uint8Array => new TextEncoder().encode(key);

/**
 * A token for a member, by their id, valid for a time in jose's words (`12h`).
 * @example await signToken(key, { member: 'unite:member:01JB…', roles: ['ORGANISER'] })
 */
export const signToken = (
  key: string,
  {
    member,
    roles = [],
    expires = '12h',
  }: { member: string; roles?: Caller['roles']; expires?: string },
): Promise<string> =>
  new SignJWT({ roles })
    .setProtectedHeader({ alg: ALGORITHM })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setSubject(member)
    .setIssuedAt()
    .setExpirationTime(expires)
    .sign(secret(key));

/**
 * Whose token it is, or null when it is no valid token of this key: forged, expired, for another audience
 * or not about a member.
 */
export async function verifyToken(key: string, token: string): Promise<Caller | null> {
  try {
    const { payload } = await jwtVerify(token, secret(key), {
      algorithms: [ALGORITHM],
      issuer: ISSUER,
      audience: AUDIENCE,
      requiredClaims: ['exp', 'iat', 'sub'],
    });
    const { sub, roles } = claims.parse(payload);
    const id = parseGlobalId(sub);
    return id?.type === 'member' ? { home: id.owner, person: sub, roles } : null;
  } catch {
    return null;
  }
}
