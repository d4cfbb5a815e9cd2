/** What administrators of the coalition do to its directory. Each change is made once, and known when it is answered. */
import type { Reserved } from './claims.ts';
import type { Check } from './one-affiliate.ts';
import type { OpenDirectory } from './open-directory.ts';
import { standingIn } from './standing.ts';
import { takingInto } from './taking-in.ts';

export type Affiliation = ReturnType<typeof affiliationIn>;

export const affiliationIn = (directory: OpenDirectory, check: Check, reserved: Reserved) => ({
  ...takingInto(directory, check, reserved),
  ...standingIn(directory, check),
});
