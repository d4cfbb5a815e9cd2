/** Verifies the token of a person or an application, from the issuer of their home organisation. */
import { createHash } from 'node:crypto';
import { decodeJwt, type JWTPayload, jwtVerify } from 'jose';
import { LRUCache } from 'lru-cache';
import { callerOfClaims } from './caller-of-claims.ts';
import type { Caller } from './caller.ts';
import { KeysUnavailable } from './key-set.ts';
import type { TrustedIssuer } from './trusted-issuer.ts';

/** Signatures by public keys. A shared secret or no signature is never accepted. */
const ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];

/** The types of access tokens (RFC 7519, RFC 9068). An issuer signs other tokens too, such as for signing out. */
const TYPES = new Set([undefined, 'jwt', 'at+jwt', 'application/at+jwt']);

/** The clocks of two machines may differ by this much, in seconds. */
const CLOCKS_DIFFER = 5;

/** The longest lifetime of a token, in seconds: a day. A token that was stolen opens nothing after that. */
const LONGEST_LIFETIME = 24 * 60 * 60;

/** The most characters of a token. */
const LONGEST_TOKEN = 8_192;

/** The most verified tokens in the cache. */
const MOST_CACHED = 10_000;

/** After this time a token is verified again, as its issuer may have withdrawn the key. */
const CACHED_FOR_MS = 5 * 60_000;

interface CachedToken {
  caller: Caller;
  /** The issuer, and how many of its keys were withdrawn, at the time when the token was verified. */
  trusted: TrustedIssuer;
  withdrawals: number;
}

/**
 * Verifies tokens of these issuers. A verified token is cached by its hash for five minutes, or until it expires, its
 * issuer withdraws a key, or the issuer is no longer trusted as it was.
 * @param issuers the issuers that are trusted at each moment, by the `iss` of their tokens
 * @param clock measures how long a token is in the cache, in milliseconds, for tests
 * @returns the caller; null where the token is not valid. Rejects with KeysUnavailable where the issuer cannot be asked.
 */
export function tokenVerifier(
  issuers: Pick<ReadonlyMap<string, TrustedIssuer>, 'get'>,
  clock: { now(): number } = performance,
) {
  const cache = new LRUCache<string, CachedToken>({
    max: MOST_CACHED,
    perf: clock,
    ttlResolution: 0,
  });
  const isCurrent = ({ trusted, withdrawals }: CachedToken): boolean =>
    issuers.get(trusted.issuer) === trusted && withdrawals === trusted.keys.withdrawals();

  return async (token: string): Promise<Caller | null> => {
    if (token.length > LONGEST_TOKEN) return null;
    const hash = createHash('sha256').update(token).digest('base64');
    const cached = cache.get(hash);
    if (cached && isCurrent(cached)) return cached.caller;
    const trusted = issuers.get(issuerOf(token) ?? '');
    const withdrawals = trusted?.keys.withdrawals() ?? 0;
    const claims = trusted && (await verifiedClaims(token, trusted));
    const caller = claims ? callerOfClaims(claims, trusted) : null;
    if (!caller || !trusted) return null;
    cache.set(
      hash,
      { caller, trusted, withdrawals },
      { ttl: Math.min(CACHED_FOR_MS, Math.max(1, Number(claims?.exp) * 1000 - Date.now())) },
    );
    return caller;
  };
}

/** The token in the header `authorization` (RFC 6750); an empty text where it has none. */
export const bearerIn = (authorization: string | undefined): string =>
  /^Bearer +([^\s]+)$/i.exec(authorization ?? '')?.[1] ?? '';

/** The issuer that an unverified token names. The token is then verified with that issuer's keys. */
export function issuerOf(token: string): string | undefined {
  try {
    return decodeJwt(token).iss;
  } catch {
    return undefined;
  }
}

async function verifiedClaims(
  token: string,
  { issuer, audience, keys }: TrustedIssuer,
): Promise<JWTPayload | null> {
  try {
    const { payload, protectedHeader } = await jwtVerify(token, keys.find, {
      algorithms: ALGORITHMS,
      issuer,
      audience,
      requiredClaims: ['sub', 'exp', 'iat'],
      clockTolerance: CLOCKS_DIFFER,
    });
    const isAccessToken = TYPES.has(protectedHeader.typ?.toLowerCase());
    return isAccessToken && hasLifetime(payload) ? payload : null;
  } catch (error) {
    if (error instanceof KeysUnavailable) throw error;
    return null;
  }
}

/** Whether a token was issued by now, for no longer than a token may be good. */
const hasLifetime = ({ iat = Infinity, exp = Infinity }: JWTPayload): boolean =>
  iat <= Date.now() / 1000 + CLOCKS_DIFFER && exp - iat <= LONGEST_LIFETIME;
