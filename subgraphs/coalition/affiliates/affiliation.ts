/** The mutations by which administrators of the coalition change its directory. */
import { statusMutations } from './affiliate-status.ts';
import type { CheckAffiliate } from './check/affiliate-check.ts';
import { describeMutations } from './describe-affiliates.ts';
import type { DirectoryStore } from './directory-store.ts';
import type { Reserved } from './uniqueness.ts';

/** Each makes its change once, however often it is sent, and answers after the directory has changed. */
export type Affiliation = ReturnType<typeof affiliationIn>;

export const affiliationIn = (
  directory: DirectoryStore,
  check: CheckAffiliate,
  reserved: Reserved,
) => ({
  ...describeMutations(directory, check, reserved),
  ...statusMutations(directory, check),
});
