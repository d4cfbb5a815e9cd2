/** Which organisation serves which contract, and which is suspended, by the directory of this moment. */
import type { Affiliate, LiveDirectory } from '../directory/directory.ts';
import { COALITION, contractsOf } from '../directory/organisations.ts';
import { derivedFrom } from '../directory/derived-from.ts';
import type { Owners } from './partition/owner.ts';

/** The owners of all contracts: the affiliates, and the coalition. */
export function ownersOf(directory: LiveDirectory): Owners {
  const now = derivedFrom(directory, ({ affiliates }) => ownersAmong(affiliates));
  return {
    has: (owner) => now().has(owner),
    serves: (owner, contract) => now().serves(owner, contract),
    of: (contract) => now().of(contract),
    isSuspended: (owner) => now().isSuspended(owner),
  };
}

function ownersAmong(affiliates: readonly Affiliate[]): Owners {
  const contracts = new Map<string, readonly string[]>(
    affiliates.map((affiliate) => [affiliate.id, contractsOf(affiliate)]),
  );
  contracts.set(COALITION, [COALITION]);
  const suspended = new Set(
    affiliates.filter(({ status }) => status === 'SUSPENDED').map(({ id }) => id),
  );
  const serves = (owner: string, contract: string): boolean =>
    contracts.get(owner)?.includes(contract) ?? false;
  return {
    has: (owner) => contracts.has(owner),
    serves,
    of: (contract) => [...contracts.keys()].filter((owner) => serves(owner, contract)),
    isSuspended: (owner) => suspended.has(owner),
  };
}
