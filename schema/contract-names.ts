/** The contracts by name, and which of them an organisation serves. */
import type { OrganisationKind } from './generated/enums.ts';

/** The contract that each kind of organisation serves beside `organisation`. */
export const CONTRACT_OF = {
  PARTY: 'party',
  UNION: 'union',
  THINK_TANK: 'think-tank',
  MOVEMENT: 'movement',
} as const satisfies Record<OrganisationKind, string>;
export type ContractOfKind = (typeof CONTRACT_OF)[OrganisationKind];

/** A contract that organisations serve. */
export type OrganisationContract = 'organisation' | ContractOfKind;
export type Contract = OrganisationContract | 'coalition';

export const CONTRACTS: readonly Contract[] = [
  'organisation',
  ...Object.values(CONTRACT_OF),
  'coalition',
];
