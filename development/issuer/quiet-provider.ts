/**
 * The library behind the local issuer, without what it says on the console: what it would need in production, where
 * this never runs, and that it is tried on newer versions of Node, while the tests of the house try it on this one.
 */
import type * as OidcProvider from 'oidc-provider';

const silent = (): void => undefined;

/** Loads the library, after the console was silenced: it speaks while it is loaded, too. */
export function loadQuietly(): Promise<typeof OidcProvider> {
  Object.assign(console, { info: silent, warn: silent });
  return import('oidc-provider');
}
