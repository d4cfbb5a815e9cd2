/** Where each owner is served now. */
import { addressGiven, type AddressSettings } from '../directory/addresses.ts';
import type { Affiliate, LiveDirectory } from '../directory/directory.ts';
import { COALITION } from '../directory/organisations.ts';
import { log } from '../platform/log.ts';
import { derivedFrom } from '../directory/derived-from.ts';

/** The base address of an owner's subgraph; null where neither the settings nor the directory have one. */
export type AddressOf = (owner: string) => string | null;

/**
 * The addresses of owners. An owner's own setting comes before the directory, since the gateway's operator knows best
 * where a server is. The setting for any owner comes last, for those without an address in the directory.
 */
export function addressesOf(directory: LiveDirectory, settings: AddressSettings): AddressOf {
  const inDirectory = derivedFrom(
    directory,
    ({ affiliates }) =>
      new Map(affiliates.map((affiliate) => [affiliate.id, directoryAddress(affiliate)])),
  );
  return (owner) => settings.of(owner) ?? inDirectory().get(owner) ?? settings.any(owner);
}

/** The addresses that come from the settings: the operator trusts them, whatever network they are in. */
export function configuredAddresses(
  directory: LiveDirectory,
  settings: AddressSettings,
): Pick<ReadonlySet<string>, 'has'> {
  const configured = derivedFrom(directory, ({ affiliates }) => {
    const owners = [COALITION, ...affiliates.map(({ id }) => id)];
    return new Set(owners.map((owner) => settings.of(owner) ?? settings.any(owner)));
  });
  return { has: (address) => configured().has(address) };
}

function directoryAddress({ id, url }: Affiliate): string | null {
  const address = url === null ? null : addressGiven(url);
  if (url !== null && address === null)
    log.warn({ organisation: id, reason: 'address' }, 'malformed address in the directory');
  return address;
}
