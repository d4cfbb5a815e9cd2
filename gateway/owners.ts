/** Who serves which contract, and where: the directory as the gateway needs it. */
import { COALITION, contractsOf, type Organisation } from '../directory/organisations.ts';
import type { Owners } from './partition/owner.ts';

/** The owners of all contracts: each organisation, and the coalition. */
export function ownersOf(organisations: readonly Organisation[]): Owners {
  const contracts = new Map<string, readonly string[]>(
    organisations.map((organisation) => [organisation.id, contractsOf(organisation)]),
  );
  contracts.set(COALITION, [COALITION]);
  const serves = (owner: string, contract: string): boolean =>
    contracts.get(owner)?.includes(contract) ?? false;
  return {
    has: (owner) => contracts.has(owner),
    serves,
    of: (contract) => [...contracts.keys()].filter((owner) => serves(owner, contract)),
  };
}
