/** The public keys of a signer, at the addresses in a setting. */
import { keysAt } from './fetch-keys.ts';
import { anyOf, type KeySet, keySet } from './key-set.ts';

/** @param addresses as the settings `GATEWAY_KEYS` and `COALITION_KEYS` list them */
export const trustedKeys = (addresses: readonly string[]): KeySet =>
  anyOf(addresses.map((address) => keySet(keysAt(address))));
