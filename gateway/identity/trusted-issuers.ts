/** The issuers of the directory, each trusted for its own organisation. */
import { isDeepStrictEqual } from 'node:util';
import { Agent, type Dispatcher } from 'undici';
import { type Affiliate, type LiveDirectory } from '../../directory/directory.ts';
import type { Networks } from '../../platform/http/networks.ts';
import { COALITION, type Organisation } from '../../directory/organisations.ts';
import { createSafeConnect } from '../../platform/http/safe-connect.ts';
import { developmentSignIn, type SignIn } from '../../directory/sign-in.ts';
import { keysAt, keysOfIssuer } from '../../identity/fetch-keys.ts';
import { keySet } from '../../identity/key-set.ts';
import type { TrustedIssuer } from '../../identity/token.ts';
import { log } from '../../platform/log.ts';
import { derivedFrom } from '../derived-from.ts';

/** How someone of the directory signs its people in; null where nobody of it does yet. */
export type IssuerOf = (of: Pick<Affiliate, 'id' | 'signIn'>) => TrustedIssuer | null;

/** Whose tokens are taken now. */
export interface Issuers {
  /** The trusted issuer of this name; the same object for as long as nothing of it changes. */
  get(issuer: string): TrustedIssuer | undefined;
  /** The suspended organisation whose issuer this is. */
  suspended(issuer: string): string | undefined;
}

/** The issuers of the coalition and of all affiliates; those of suspended ones are trusted no longer. */
export function issuersOf(directory: LiveDirectory, issuerOf: IssuerOf): Issuers {
  const now = derivedFrom(directory, ({ affiliates }) => issuersAmong(affiliates, issuerOf));
  return {
    get: (issuer) => now().trusted.get(issuer),
    suspended: (issuer) => now().suspended.get(issuer),
  };
}

function issuersAmong(affiliates: readonly Affiliate[], issuerOf: IssuerOf) {
  const trusted = new Map<string, TrustedIssuer>();
  const suspended = new Map<string, string>();
  const all = [{ id: COALITION, signIn: null, status: 'ACTIVE' } as const, ...affiliates];
  for (const one of all) {
    const found = issuerOf(one);
    if (!found) continue;
    // A token speaks for whose issuer made it, so no two can share one: it stays with whoever had it first.
    if (trusted.has(found.issuer) || suspended.has(found.issuer))
      log.warn(
        { organisation: one.id, reason: 'issuer' },
        'it names an issuer that another has: not trusted',
      );
    else if (one.status === 'SUSPENDED') suspended.set(found.issuer, one.id);
    else trusted.set(found.issuer, found);
  }
  return { trusted, suspended };
}

/** What whoever runs the gateway says of where people sign in. */
export interface SignInSettings {
  /** Where the coalition's own people sign in, which the directory does not say; null where nobody does. */
  coalition: SignIn | null;
  /** The list on disk. */
  listed: readonly Pick<Organisation, 'id' | 'signIn'>[];
  /** Where the issuers and the keys of others may be. */
  networks: Networks;
}

/**
 * Trusts issuers as the directory describes them. One whose description stays the same stays the same, with the keys
 * that it was seen to publish, whatever else changes. What the settings say themselves is asked wherever it is; where
 * the directory sends us is looked at, at each connection.
 */
export function trustedIssuers(
  { coalition, listed, networks }: SignInSettings,
  env: NodeJS.ProcessEnv = process.env,
): IssuerOf {
  const known = new Map<string, { text: string; trusted: TrustedIssuer }>();
  const safeAgent = new Agent({
    connect: createSafeConnect({ networks, trusted: new Set() }).connect,
  });
  const saidOf = new Map(listed.map(({ id, signIn }) => [id, signIn]));
  return ({ id, signIn: own }) => {
    const said = id === COALITION ? coalition : (saidOf.get(id) ?? developmentSignIn(id, env));
    const signIn = id === COALITION ? coalition : (own ?? developmentSignIn(id, env));
    if (!signIn) return null;
    const text = JSON.stringify(signIn);
    const before = known.get(id);
    if (before?.text === text) return before.trusted;
    const isSaid = own === null || isDeepStrictEqual(signIn, said);
    const trusted = trustedIssuer(id, signIn, isSaid ? undefined : safeAgent);
    known.set(id, { text, trusted });
    return trusted;
  };
}

const trustedIssuer = (
  organisation: string,
  signIn: SignIn,
  through: Dispatcher | undefined,
): TrustedIssuer => {
  const { issuer, audience, jwks, rolesClaim, roleNames, applications } = signIn;
  return {
    organisation,
    issuer,
    audience,
    rolesClaim,
    roleNames,
    keys: keySet(jwks === null ? keysOfIssuer(issuer, through) : keysAt(jwks, through)),
    applications: new Map(applications.map(({ subject, rights }) => [subject, rights])),
  };
};
