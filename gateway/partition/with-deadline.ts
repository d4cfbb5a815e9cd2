import { OwnerUnavailable } from './owner.ts';
import type { UnavailableReason } from './owner.ts';

/**
 * Runs an exchange with an owner. It ends when its time is up or the client has left, whichever comes first.
 * AbortSignal.timeout is not used, since its timer would outlive every exchange that ends earlier.
 * @param clientLeft aborts when the client has left
 * @param run has to end when its signal aborts
 * @throws OwnerUnavailable in place of whatever `run` throws
 * @example await withDeadline('unite', 5_000, request.signal, (signal) => agent.request({ signal, ... }))
 */
export async function withDeadline<Result>(
  owner: string,
  timeoutMs: number,
  clientLeft: AbortSignal | undefined,
  run: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const ended = new AbortController();
  // An error takes its stack when it is made, so none is made for an exchange that succeeds.
  const end = (reason: UnavailableReason, detail: string) =>
    ended.abort(new OwnerUnavailable(owner, reason, detail));
  const late = () => end('timeout', `it did not answer within ${timeoutMs} ms`);
  const leave = () => end('aborted', 'the client has left');
  const timer = setTimeout(late, timeoutMs);
  clientLeft?.addEventListener('abort', leave, { once: true });
  if (clientLeft?.aborted) leave();
  try {
    ended.signal.throwIfAborted();
    return await run(ended.signal);
  } catch (cause) {
    if (ended.signal.aborted) throw ended.signal.reason;
    if (cause instanceof OwnerUnavailable) throw cause;
    throw new OwnerUnavailable(owner, 'failed', 'the exchange with it failed', { cause });
  } finally {
    clearTimeout(timer);
    clientLeft?.removeEventListener('abort', leave);
  }
}
