import { OwnerUnavailable } from './owner.ts';

/**
 * Runs an exchange that ends when the time is up or the client has left, whichever is first.
 * AbortSignal.timeout is not used, since its timer would outlive every exchange that ended well.
 * @param run has to heed its signal
 * @throws OwnerUnavailable whatever `run` throws
 */
export async function withinTime<Result>(
  owner: string,
  timeoutMs: number,
  left: AbortSignal | undefined,
  run: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const ended = new AbortController();
  const late = new OwnerUnavailable(owner, 'timeout', `it did not answer within ${timeoutMs} ms`);
  const leave = () => ended.abort(new OwnerUnavailable(owner, 'aborted', 'the client has left'));
  const timer = setTimeout(() => ended.abort(late), timeoutMs);
  left?.addEventListener('abort', leave, { once: true });
  if (left?.aborted) leave();
  try {
    ended.signal.throwIfAborted();
    return await run(ended.signal);
  } catch (cause) {
    if (ended.signal.aborted) throw ended.signal.reason;
    if (cause instanceof OwnerUnavailable) throw cause;
    throw new OwnerUnavailable(owner, 'failed', 'the exchange with it failed', { cause });
  } finally {
    clearTimeout(timer);
    left?.removeEventListener('abort', leave);
  }
}
