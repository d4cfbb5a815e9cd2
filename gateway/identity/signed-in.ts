/** Whoever signed in, as the gateway knows them: the caller, and the token that they sent. */
import type { Caller } from '../../identity/caller.ts';

export interface SignedIn extends Caller {
  /** It is passed on to their home, and to nobody else. */
  readonly token: string;
}
