import type { KeySet } from './key-set.ts';
import type { ApplicationRight } from './rights.ts';
import type { Role } from '../schema/generated/enums.ts';

/** The issuer of one organisation. The gateway trusts it for that organisation and for no other. */
export interface TrustedIssuer {
  /** The id of the organisation. */
  organisation: string;
  /** The exact `iss` of its tokens. */
  issuer: string;
  /** The `aud` that its tokens must have. */
  audience: string;
  keys: KeySet;
  /** The claim that lists roles: a name, or a path such as `realm_access.roles`. */
  rolesClaim: string;
  /** The issuer's names of roles, where they differ from ours. */
  roleNames: Readonly<Record<string, Role>>;
  /** The rights of registered applications, by the `sub` of their tokens. */
  applications: ReadonlyMap<string, readonly ApplicationRight[]>;
}
