/** The caller that the verified claims of a token describe. */
import type { JWTPayload } from 'jose';
import { derivedId } from '../schema/derived-id.ts';
import { parseGlobalId } from '../schema/global-id.ts';
import type { Caller } from './caller.ts';
import { type ApplicationRight, isRight, type Right } from './rights.ts';
import type { TrustedIssuer } from './trusted-issuer.ts';
import { Role } from '../schema/generated/enums.ts';

/** The caller of a token; null where its subject is not text, or is an application that is not registered. */
export function callerOfClaims(claims: JWTPayload, trusted: TrustedIssuer): Caller | null {
  const { sub: subject } = claims;
  if (typeof subject !== 'string' || subject === '') return null;
  const { organisation: home, issuer, applications } = trusted;
  const registered = applications.get(subject);
  if (registered) {
    const person = derivedId(home, 'application', `${issuer}|${subject}`);
    const application = grantedOf(claims, trusted, registered);
    return { home, person, roles: [], application, scopes: null };
  }
  if (isOfApplication(claims)) return null;
  const person = memberIdOf(subject, home, issuer);
  return person === null
    ? null
    : {
        home,
        person,
        roles: rolesOf(claims, trusted),
        application: null,
        scopes: scopesOf(claims),
      };
}

/** What begins the names of scopes that are ours and are no right, such as `groundswell:public`. */
const OURS = 'groundswell:';

/**
 * The rights that a person's token is held to: those among its scopes. Null where none of its scopes is ours, as in a
 * token for the organisation's own pages. A scope of ours that is no right gives none, so a name that is not used any
 * more, or not yet, never opens everything.
 */
function scopesOf(claims: JWTPayload): Right[] | null {
  const scopes = scopesIn(claims);
  const rights = scopes.filter(isRight);
  const hasOurs = scopes.some((scope) => typeof scope === 'string' && scope.startsWith(OURS));
  return rights.length > 0 || hasOurs ? [...new Set(rights)] : null;
}

/** The scopes of a token, where RFC 9068 has them, and where Entra and Okta do. */
const scopesIn = (claims: JWTPayload): readonly unknown[] => [
  ...listIn(claims, 'scope'),
  ...listIn(claims, 'scp'),
];

/**
 * Whether a token was issued to an application for itself, so that it is about no person. By RFC 9068 its subject is
 * the client then. Auth0 says it in `gty`, Entra in `idtyp`, and Keycloak by the name of the client's account.
 */
function isOfApplication(claims: JWTPayload): boolean {
  const { sub, gty, idtyp, preferred_username: name } = claims;
  const isClient = [claims['client_id'], claims['azp']].some((client) => client === sub);
  const isAccount = typeof name === 'string' && name.startsWith('service-account-');
  return isClient || isAccount || gty === 'client-credentials' || idtyp === 'app';
}

/**
 * The registered rights that this token was issued for. Most issuers list them as scopes, and some in the claim of the
 * roles.
 */
function grantedOf(
  claims: JWTPayload,
  { rolesClaim }: TrustedIssuer,
  registered: readonly ApplicationRight[],
): ApplicationRight[] {
  const granted = [...scopesIn(claims), ...listIn(claims, rolesClaim)];
  return registered.filter((right) => granted.includes(right));
}

/**
 * The id of a member. An issuer that knows the id has it as the subject; from any other subject it is derived. Null
 * where the subject is the id of something else, or of a member elsewhere.
 */
function memberIdOf(subject: string, home: string, issuer: string): string | null {
  const id = parseGlobalId(subject);
  if (!id) return derivedId(home, 'member', `${issuer}|${subject}`);
  return id.owner === home && id.type === 'member' ? subject : null;
}

/** The roles in the token. Other names are ignored, since an issuer may list the roles of other systems too. */
function rolesOf(claims: JWTPayload, { rolesClaim, roleNames }: TrustedIssuer): Role[] {
  const roles = listIn(claims, rolesClaim).map((name) =>
    typeof name === 'string' && Object.hasOwn(roleNames, name)
      ? roleNames[name]
      : Role.find((role) => role === name),
  );
  return [...new Set(roles.filter((role) => role !== undefined))];
}

/** The items of a claim: an array, or a text with spaces between them. */
function listIn(claims: JWTPayload, path: string): readonly unknown[] {
  const listed = claimAt(claims, path);
  if (Array.isArray(listed)) return listed;
  return typeof listed === 'string' ? listed.split(' ') : [];
}

/** The claim with this name, or else the one at this path. */
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
