/** Checks that an affiliate's server, issuer and keys are at addresses that may be connected to. */
import type { Affiliate } from '../../../../directory/directory.ts';
import { AddressRefused, type SafeConnect } from '../../../../platform/http/safe-connect.ts';
import type { ArgumentPath } from './affiliate-check.ts';
import { orRefuse } from './refusal.ts';

const EXPECTED =
  'https:// and a host with public addresses alone, or with such as AFFILIATE_NETWORKS allows';

/** An affiliate whose address comes from the settings is trusted, and not checked. @throws BAD_USER_INPUT */
export async function checkAddresses(
  safeConnect: SafeConnect,
  { url, signIn }: Affiliate,
  pathOf: ArgumentPath,
  signal: AbortSignal,
): Promise<void> {
  if (url !== null && safeConnect.isTrusted(new URL(url))) return;
  const addresses = { url, issuer: signIn?.issuer, jwks: signIn?.jwks };
  for (const field of ['url', 'issuer', 'jwks'] as const) {
    const address = addresses[field];
    if (address == null) continue;
    const checked = orAbort(safeConnect.check(new URL(address)), signal);
    await orRefuse(pathOf(field), EXPECTED, checked);
  }
}

/** A look-up of the system cannot be cancelled: after the signal nobody waits for it any longer. */
const orAbort = <Found>(promise: Promise<Found>, signal: AbortSignal): Promise<Found> =>
  Promise.race([
    promise,
    new Promise<never>((_resolve, reject) => {
      const abort = () => reject(new AddressRefused('the host is not found in time'));
      if (signal.aborted) abort();
      else signal.addEventListener('abort', abort, { once: true });
    }),
  ]);
