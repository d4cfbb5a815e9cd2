/** Signed statements between two parties that share a key: JSON Web Tokens by HMAC (RFC 7519). */
import { jwtVerify, type JWTPayload, SignJWT } from 'jose';

const ALGORITHM = 'HS256';

/** Clocks of two machines may differ by this much, in seconds. */
const CLOCKS_DIFFER = 5;

/** Who states something, and to whom. */
export interface Parties {
  issuer: string;
  audience: string;
}

const bytes = (key: string): Uint8Array => new TextEncoder().encode(key);

/** States claims, for a time in jose's words (`30s`, `12h`). */
export const sign = (
  key: string,
  { issuer, audience }: Parties,
  claims: JWTPayload,
  expires: string,
): Promise<string> =>
  new SignJWT(claims)
    .setProtectedHeader({ alg: ALGORITHM })
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime(expires)
    .sign(bytes(key));

/**
 * What was stated; null when it was not by these parties with this key, or is not valid now: it has expired,
 * or is dated in the future.
 * @param oldest the most that may have passed since, whatever it says of its own end
 */
export async function verify(
  key: string,
  { issuer, audience }: Parties,
  token: string,
  oldest?: string,
): Promise<JWTPayload | null> {
  try {
    const { payload } = await jwtVerify(token, bytes(key), {
      algorithms: [ALGORITHM],
      issuer,
      audience,
      requiredClaims: ['exp', 'iat'],
      ...(oldest !== undefined && { maxTokenAge: oldest, clockTolerance: CLOCKS_DIFFER }),
    });
    return isPast(payload.iat) ? payload : null;
  } catch {
    return null;
  }
}

const isPast = (seconds = 0): boolean => seconds <= Date.now() / 1000 + CLOCKS_DIFFER;
