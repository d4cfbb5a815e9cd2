import type { Exchange } from './exchange.ts';
import { OwnerUnavailable } from './owner.ts';
import type { OwnerAnswer, UnavailableReason } from './owner.ts';

/**
 * Waits for the answer of an exchange. It is ended when its time is up or the client has left, whichever comes first.
 * AbortSignal.timeout is not used, since its timer would outlive every exchange that ends earlier.
 * @param clientLeft aborts when the client has left
 * @throws OwnerUnavailable in place of whatever the exchange fails with
 * @example await withDeadline('unite', 5_000, request.signal, exchange(agent, post))
 */
export async function withDeadline(
  owner: string,
  timeoutMs: number,
  clientLeft: AbortSignal | undefined,
  exchange: Exchange,
): Promise<OwnerAnswer> {
  // An error takes its stack when it is made, so none is made for an exchange that succeeds.
  const end = (reason: UnavailableReason, detail: string) =>
    exchange.end(new OwnerUnavailable(owner, reason, detail));
  const leave = () => end('aborted', 'the client has left');
  const late = () => end('timeout', `it did not answer within ${timeoutMs} ms`);
  const timer = setTimeout(late, timeoutMs);
  clientLeft?.addEventListener('abort', leave, { once: true });
  try {
    return await exchange.answer;
  } catch (cause) {
    if (cause instanceof OwnerUnavailable) throw cause;
    throw new OwnerUnavailable(owner, 'failed', 'the exchange with it failed', { cause });
  } finally {
    clearTimeout(timer);
    clientLeft?.removeEventListener('abort', leave);
  }
}
