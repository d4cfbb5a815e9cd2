/** Who asks, for resolvers that the contract keeps from everyone who did not sign in. */
import type { Caller } from '../../../identity/caller.ts';

/**
 * The caller.
 * @throws Error when there is none: the contract lacks the guard that a resolver counts on.
 * @example const { person } = needCaller(caller)
 */
export function needCaller(caller: Caller | null): Caller {
  if (caller) return caller;
  throw new Error('Expected a caller, but got none: the contract does not say that one is needed.');
}
