/** Where each owner is served now. */
import { addressGiven, type AddressSettings } from '../directory/addresses.ts';
import type { Affiliate, LiveDirectory } from '../directory/directory.ts';
import { COALITION } from '../directory/organisations.ts';
import { log } from '../platform/log.ts';
import { derivedFrom } from './derived-from.ts';

/** The base address of an owner's subgraph; null where nobody says one. */
export type AddressOf = (owner: string) => string | null;

/**
 * What the settings say of an owner wins over the directory, so that whoever runs the gateway can say where a server is;
 * the setting for any owner is also for those whose address the directory has not.
 */
export function addressesOf(directory: LiveDirectory, settings: AddressSettings): AddressOf {
  const listed = derivedFrom(
    directory,
    ({ affiliates }) => new Map(affiliates.map((affiliate) => [affiliate.id, listedOf(affiliate)])),
  );
  return (owner) => settings.of(owner) ?? listed().get(owner) ?? settings.any(owner);
}

/** The addresses that the settings say now: whoever runs the gateway trusts those, wherever they are. */
export function addressesSaid(
  directory: LiveDirectory,
  settings: AddressSettings,
): Pick<ReadonlySet<string>, 'has'> {
  const said = derivedFrom(directory, ({ affiliates }) => {
    const owners = [COALITION, ...affiliates.map(({ id }) => id)];
    return new Set(owners.map((owner) => settings.of(owner) ?? settings.any(owner)));
  });
  return { has: (address) => said().has(address) };
}

function listedOf({ id, url }: Affiliate): string | null {
  const address = url === null ? null : addressGiven(url);
  if (url !== null && address === null)
    log.warn({ organisation: id, reason: 'address' }, 'the directory has an address that is none');
  return address;
}
