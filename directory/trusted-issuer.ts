/** The issuer of an organisation, as whoever verifies its tokens trusts it. */
import type { Dispatcher } from 'undici';
import { keysAt, keysOfIssuer } from '../identity/fetch-keys.ts';
import type { FetchKeys, KeySet } from '../identity/key-set.ts';
import type { TrustedIssuer } from '../identity/trusted-issuer.ts';
import type { SignIn } from './sign-in.ts';

/** How an organisation's tokens are read, with the keys that they are verified by. */
export const trustedIssuer = (
  organisation: string,
  { issuer, audience, rolesClaim, roleNames, applications }: SignIn,
  keys: KeySet,
): TrustedIssuer => ({
  organisation,
  issuer,
  audience,
  rolesClaim,
  roleNames,
  keys,
  applications: new Map(applications.map(({ subject, rights }) => [subject, rights])),
});

/**
 * The keys of an issuer, from where its description says that they are.
 * @param dispatcher makes the connections; undici's global one when left out
 */
export const publishedKeys = ({ issuer, jwks }: SignIn, dispatcher?: Dispatcher): FetchKeys =>
  jwks === null ? keysOfIssuer(issuer, dispatcher) : keysAt(jwks, dispatcher);
