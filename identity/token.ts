/** A person's token, from the issuer of their home organisation, becomes a caller. */
import { createHash } from 'node:crypto';
import { decodeJwt, type JWTPayload, jwtVerify } from 'jose';
import { LRUCache } from 'lru-cache';
import { derivedId } from '../schema/derived-id.ts';
import { parseGlobalId } from '../schema/global-id.ts';
import type { Caller } from './caller.ts';
import type { KeySet } from './key-set.ts';
import { type ApplicationRight, type Role, ROLES } from './rights.ts';

/** The issuer of one organisation, as the gateway trusts it: for that organisation, and for no other. */
export interface TrustedIssuer {
  /** Whose it is. */
  organisation: string;
  /** What its tokens say in `iss`, to the letter. */
  issuer: string;
  /** What they must say in `aud`. */
  audience: string;
  keys: KeySet;
  /** The claim that lists roles: a name, or a path such as `realm_access.roles`. */
  rolesClaim: string;
  /** What the issuer calls roles, where that is not our word for it. */
  roleNames: Readonly<Record<string, Role>>;
  /** The applications that are registered, by the `sub` of their tokens. */
  applications: ReadonlyMap<string, readonly ApplicationRight[]>;
}

/** Signatures of public keys alone: a shared secret, or none, is never taken. */
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

/** Types of tokens that are for an API (RFC 7519, RFC 9068). An issuer signs others too, such as for signing out. */
const TYPES = new Set([undefined, 'jwt', 'at+jwt', 'application/at+jwt']);

/** Clocks of two machines may differ by this much, in seconds. */
const CLOCKS_DIFFER = 5;

/** No token is longer. */
const LONGEST_TOKEN = 8_192;

/** So many verified tokens are remembered. */
const REMEMBERED = 10_000;

/** None is remembered longer, so that each is verified again with keys that are fresh: one may have been withdrawn. */
const LONGEST_MEMORY_MS = 5 * 60_000;

interface Remembered {
  caller: Caller;
  /** Its issuer as it was trusted, and how many keys that had withdrawn, when the token was verified. */
  trusted: TrustedIssuer;
  withdrawals: number;
}

/**
 * Verifies tokens of these issuers. A token once verified is remembered, by its hash, for five minutes, or until it
 * expires, or its issuer withdraws a key or is no longer trusted just as it was.
 * @param issuers those that are trusted at each moment, by what their tokens say in `iss`
 * @returns whose token it is; null when it is no valid token of any of the issuers
 */
export function tokenVerifier(issuers: Pick<ReadonlyMap<string, TrustedIssuer>, 'get'>) {
  const remembered = new LRUCache<string, Remembered>({ max: REMEMBERED });
  const isAsBefore = ({ trusted, withdrawals }: Remembered): boolean =>
    issuers.get(trusted.issuer) === trusted && withdrawals === trusted.keys.withdrawals();

  return async (token: string): Promise<Caller | null> => {
    if (token.length > LONGEST_TOKEN) return null;
    const hash = createHash('sha256').update(token).digest('base64');
    const known = remembered.get(hash);
    if (known && isAsBefore(known)) return known.caller;
    const trusted = issuers.get(issuerOf(token) ?? '');
    const withdrawals = trusted?.keys.withdrawals() ?? 0;
    const claims = trusted && (await verifiedClaims(token, trusted));
    const caller = claims ? callerFrom(claims, trusted) : null;
    if (!caller || !trusted) return null;
    remembered.set(
      hash,
      { caller, trusted, withdrawals },
      { ttl: Math.min(LONGEST_MEMORY_MS, Math.max(1, Number(claims?.exp) * 1000 - Date.now())) },
    );
    return caller;
  };
}

/** Who a token says made it, before that is verified: by whose keys it is verified then. */
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
      requiredClaims: ['sub', 'exp'],
      clockTolerance: CLOCKS_DIFFER,
    });
    const isForApi = TYPES.has(protectedHeader.typ?.toLowerCase());
    return isForApi && isPast(payload.iat) ? payload : null;
  } catch {
    return null;
  }
}

const isPast = (seconds = 0): boolean => seconds <= Date.now() / 1000 + CLOCKS_DIFFER;

/** Who the claims are about; null for an application that is not registered. */
function callerFrom(claims: JWTPayload, trusted: TrustedIssuer): Caller | null {
  const { sub: subject } = claims;
  if (typeof subject !== 'string' || subject === '') return null;
  const { organisation: home, issuer, applications } = trusted;
  const registered = applications.get(subject);
  if (registered) {
    const person = derivedId(home, 'application', `${issuer}|${subject}`);
    return { home, person, roles: [], application: grantedOf(claims, trusted, registered) };
  }
  if (isOfApplication(claims)) return null;
  const person = memberIdOf(subject, home, issuer);
  return person === null
    ? null
    : { home, person, roles: rolesOf(claims, trusted), application: null };
}

/**
 * Whether a token was issued to an application for itself. RFC 9068 says it by the subject, which is the client then;
 * Auth0 by `gty`, Entra by `idtyp`, and Keycloak by the name of the client's own account. It would be nobody's person.
 */
function isOfApplication(claims: JWTPayload): boolean {
  const { sub, gty, idtyp, preferred_username: name } = claims;
  const isClient = [claims['client_id'], claims['azp']].some((client) => client === sub);
  const isAccount = typeof name === 'string' && name.startsWith('service-account-');
  return isClient || isAccount || gty === 'client-credentials' || idtyp === 'app';
}

/**
 * Of what an application is registered for, what this token was issued for: in `scope`, as most issuers say it, or
 * where roles stand, as some do.
 */
function grantedOf(
  claims: JWTPayload,
  { rolesClaim }: TrustedIssuer,
  registered: readonly ApplicationRight[],
): ApplicationRight[] {
  const granted = [...listIn(claims, 'scope'), ...listIn(claims, rolesClaim)];
  return registered.filter((right) => granted.includes(right));
}

/**
 * The member's id: an issuer that knows it says it as the subject; from any other subject it follows, always the
 * same. Null for an id of something else, or of someone elsewhere.
 */
function memberIdOf(subject: string, home: string, issuer: string): string | null {
  const id = parseGlobalId(subject);
  if (!id) return derivedId(home, 'member', `${issuer}|${subject}`);
  return id.owner === home && id.type === 'member' ? subject : null;
}

/** The roles that the token lists. What is no role here is left out: issuers keep roles of other systems too. */
function rolesOf(claims: JWTPayload, { rolesClaim, roleNames }: TrustedIssuer): Role[] {
  const roles = listIn(claims, rolesClaim).map((name) =>
    typeof name === 'string' && Object.hasOwn(roleNames, name)
      ? roleNames[name]
      : ROLES.find((role) => role === name),
  );
  return [...new Set(roles.filter((role) => role !== undefined))];
}

/** What a claim lists: an array, or a text with spaces. */
function listIn(claims: JWTPayload, path: string): readonly unknown[] {
  const listed = claimAt(claims, path);
  if (Array.isArray(listed)) return listed;
  return typeof listed === 'string' ? listed.split(' ') : [];
}

/** The claim of this name, or else at this path. */
function claimAt(claims: JWTPayload, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path];
  return path
    .split('.')
    .reduce<unknown>(
      (at, step) =>
        typeof at === 'object' && at !== null && Object.hasOwn(at, step)
          ? (at as Record<string, unknown>)[step]
          : undefined,
      claims,
    );
}
