/** A request, as the gateway makes it. */
import type { Caller } from '../../identity/caller.ts';

export interface Asking {
  /** Who asks; null when nobody signed in. */
  caller: Caller | null;
  /** The same at the gateway and at every server that it asks. */
  requestId: string;
  /** Set where a mutation with an idempotency key was done before, and its answer says so. */
  isReplay?: boolean;
}
