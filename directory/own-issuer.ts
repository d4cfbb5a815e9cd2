/** The issuer of a server's own people, whose tokens that server verifies itself. */
import { z } from 'zod';
import { keysAt } from '../identity/fetch-keys.ts';
import { keySet } from '../identity/key-set.ts';
import { isSafe } from '../identity/safe-address.ts';
import type { TrustedIssuer } from '../identity/trusted-issuer.ts';
import { readSettings } from '../platform/settings.ts';
import { StartFailure } from '../platform/start-failure.ts';
import type { SignIn } from './sign-in.ts';
import { publishedKeys, trustedIssuer } from './trusted-issuer.ts';

const EXPECTED =
  'expected the address of the public keys of its own issuer: https://… or file:… (http:// is for this machine alone)';

const isKeyAddress = (text: string): boolean =>
  /^(https?|file):/.test(text) && URL.canParse(text) && (text.startsWith('file:') || isSafe(text));

const shape = { ISSUER_KEYS: z.string().refine(isKeyAddress, EXPECTED).optional() };

/**
 * The issuer of a server's own people. Keys once read serve for as long as no others can be had: an issuer that is
 * silent shuts nobody out of their own organisation.
 * @param signIn as the server's own list has it, and nobody else's; null where nobody signs in
 * @throws StartFailure when `ISSUER_KEYS` is no address that keys may be fetched from, or there is no issuer that they
 * could be of
 */
export function ownIssuer(
  organisation: string,
  signIn: SignIn | null,
  env: NodeJS.ProcessEnv = process.env,
): TrustedIssuer | null {
  const { ISSUER_KEYS } = readSettings(shape, env);
  if (!signIn && ISSUER_KEYS !== undefined)
    throw new StartFailure(
      `ISSUER_KEYS: expected an issuer whose keys these are, but "${organisation}" has no signIn.`,
    );
  if (!signIn) return null;
  const fetchKeys = ISSUER_KEYS === undefined ? publishedKeys(signIn) : keysAt(ISSUER_KEYS);
  return trustedIssuer(organisation, signIn, keySet(fetchKeys, { staleForMs: Infinity }));
}
