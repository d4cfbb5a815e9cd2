/** Ensures that no two affiliates have the same issuer or the same address. */
import type { Affiliate } from '../../../directory/directory.ts';
import { badInput } from '../../framework/errors.ts';
import type { ArgumentPath } from './check/affiliate-check.ts';
import type { DirectoryState } from './directory-state.ts';

/** What no affiliate may have, besides what another has. */
export interface Reserved {
  /** The issuer of the coalition's own people; null where they have none. */
  issuer: string | null;
}

/**
 * A token belongs to the organisation whose issuer signed it, and an address leads to one organisation.
 * @throws BAD_USER_INPUT where another affiliate has the same issuer or address
 */
export function needUnique(
  { records }: Pick<DirectoryState, 'records'>,
  { id, issuer, url }: Affiliate,
  reserved: Reserved,
  pathOf: ArgumentPath,
): void {
  const affiliates = [...records.values()].map(({ affiliate }) => affiliate);
  const others = affiliates.filter((other) => other.id !== id);
  const issuers = new Set([...others.map((other) => other.issuer), reserved.issuer]);
  if (issuer !== null && issuers.has(issuer))
    throw badInput(pathOf('issuer'), 'an issuer that nobody else has', issuer);
  if (url !== null && others.some((other) => other.url === url))
    throw badInput(pathOf('url'), 'an address that nobody else has', url);
}
