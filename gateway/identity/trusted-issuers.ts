/** The issuers in the directory. Each is trusted for its own organisation. */
import { isDeepStrictEqual } from 'node:util';
import { Agent } from 'undici';
import { type Affiliate, type LiveDirectory } from '../../directory/directory.ts';
import type { Networks } from '../../platform/http/networks.ts';
import { COALITION, type Organisation } from '../../directory/organisations.ts';
import { createSafeConnect } from '../../platform/http/safe-connect.ts';
import { developmentSignIn, type SignIn } from '../../directory/sign-in.ts';
import { keySet } from '../../identity/key-set.ts';
import type { TrustedIssuer } from '../../identity/trusted-issuer.ts';
import { log } from '../../platform/log.ts';
import { derivedFrom } from '../../directory/derived-from.ts';
import { publishedKeys, trustedIssuer } from '../../directory/trusted-issuer.ts';

/** The trusted issuer of an organisation; null where its people cannot sign in yet. */
export type IssuerOf = (of: Pick<Affiliate, 'id' | 'signIn'>) => TrustedIssuer | null;

/** The issuers whose tokens are accepted now. */
export interface Issuers {
  /** The trusted issuer of this name. It stays the same object while its description stays the same. */
  get(issuer: string): TrustedIssuer | undefined;
  /** The suspended organisation whose issuer this is. */
  suspended(issuer: string): string | undefined;
}

/** The issuers of the coalition and of all affiliates. The issuer of a suspended affiliate is not trusted. */
export function issuersOf(directory: LiveDirectory, issuerOf: IssuerOf): Issuers {
  const current = derivedFrom(directory, ({ affiliates }) => issuersAmong(affiliates, issuerOf));
  return {
    get: (issuer) => current().trusted.get(issuer),
    suspended: (issuer) => current().suspended.get(issuer),
  };
}

function issuersAmong(affiliates: readonly Affiliate[], issuerOf: IssuerOf) {
  const trusted = new Map<string, TrustedIssuer>();
  const suspended = new Map<string, string>();
  const all = [{ id: COALITION, signIn: null, status: 'ACTIVE' } as const, ...affiliates];
  for (const one of all) {
    const found = issuerOf(one);
    if (!found) continue;
    // A token speaks for the organisation of its issuer, so no two can share an issuer: the first one keeps it.
    if (trusted.has(found.issuer) || suspended.has(found.issuer))
      log.warn(
        { organisation: one.id, reason: 'issuer' },
        'issuer of another organisation not trusted',
      );
    else if (one.status === 'SUSPENDED') suspended.set(found.issuer, one.id);
    else trusted.set(found.issuer, found);
  }
  return { trusted, suspended };
}

/** The gateway's settings of where people sign in. */
export interface SignInSettings {
  /** Where the coalition's own people sign in. The directory does not have it. Null where nobody can. */
  coalition: SignIn | null;
  /** The list on disk. */
  listed: readonly Pick<Organisation, 'id' | 'signIn'>[];
  /** The networks that issuers and keys in the directory may be in. */
  networks: Networks;
}

/**
 * Makes trusted issuers from their descriptions in the directory. An issuer whose description stays the same stays the
 * same object, with its cached keys. An issuer that the settings name too may be in any network. The address of any
 * other is checked at each connection.
 */
export function trustedIssuers(
  { coalition, listed, networks }: SignInSettings,
  env: NodeJS.ProcessEnv = process.env,
): IssuerOf {
  const cache = new Map<string, { text: string; trusted: TrustedIssuer }>();
  const safeAgent = new Agent({
    connect: createSafeConnect({ networks, trusted: new Set() }).connect,
  });
  const listedSignIns = new Map(listed.map(({ id, signIn }) => [id, signIn]));
  return ({ id, signIn: inDirectory }) => {
    const atDevelopment = developmentSignIn(id, env);
    const configured = id === COALITION ? coalition : (listedSignIns.get(id) ?? atDevelopment);
    const signIn = id === COALITION ? coalition : (inDirectory ?? atDevelopment);
    if (!signIn) return null;
    const text = JSON.stringify(signIn);
    const cached = cache.get(id);
    if (cached?.text === text) return cached.trusted;
    const isConfigured = inDirectory === null || isDeepStrictEqual(signIn, configured);
    const keys = keySet(publishedKeys(signIn, isConfigured ? undefined : safeAgent));
    const trusted = trustedIssuer(id, signIn, keys);
    cache.set(id, { text, trusted });
    return trusted;
  };
}
