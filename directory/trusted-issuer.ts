/** The issuer of an organisation, as whoever verifies its tokens trusts it. */
import type { Dispatcher } from 'undici';
import { type FetchKeys, type KeySet, keySet } from '../identity/key-set.ts';
import { keysAt, keysOfIssuer } from '../identity/fetch-keys.ts';
import type { TrustedIssuer } from '../identity/trusted-issuer.ts';
import { isSafe } from '../identity/safe-address.ts';
import { readSettings } from '../platform/settings.ts';
import { StartFailure } from '../platform/start-failure.ts';
import { z } from 'zod';
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

const EXPECTED =
  'expected the address of the public keys of its own issuer: https://… or file:… (http:// is for this machine alone)';

const shape = {
  ISSUER_KEYS: z
    .string()
    .refine(
      (text) => /^(https?|file):/.test(text) && URL.canParse(text) && isKeyAddress(text),
      EXPECTED,
    )
    .optional(),
};

const isKeyAddress = (address: string): boolean => address.startsWith('file:') || isSafe(address);

/**
 * The issuer of a server's own people, whose tokens it verifies itself. Keys once read serve for as long as no others
 * can be had: an issuer that is silent shuts nobody out of their own organisation.
 * @param signIn as the server's own list has it, and nobody else's; null where nobody signs in
 * @throws StartFailure when `ISSUER_KEYS` is no address that keys may be fetched from, or has no issuer to be of
 */
export function ownIssuer(
  organisation: string,
  signIn: SignIn | null,
  env: NodeJS.ProcessEnv = process.env,
): TrustedIssuer | null {
  const { ISSUER_KEYS } = readSettings(shape, env);
  if (signIn)
    return trustedIssuer(
      organisation,
      signIn,
      keySet(ISSUER_KEYS === undefined ? publishedKeys(signIn) : keysAt(ISSUER_KEYS), {
        staleForMs: Infinity,
      }),
    );
  if (ISSUER_KEYS === undefined) return null;
  throw new StartFailure(
    `ISSUER_KEYS: expected an issuer whose keys these are, but "${organisation}" has no signIn.`,
  );
}
