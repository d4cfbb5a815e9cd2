/** A counting semaphore: a limited number of tasks run at a time, and the others wait, first come first served. */

export interface Semaphore {
  /**
   * Runs the work as soon as a permit is free.
   * @throws the reason of `signal` when that aborts before the work began
   */
  run<Result>(work: () => Promise<Result>, signal: AbortSignal): Promise<Result>;
}

/** @param permits how many tasks may run at a time */
export function createSemaphore(permits: number): Semaphore {
  /** A callback for each task that waits, in the order in which they came. */
  const waiting = new Set<() => void>();
  let free = permits;

  const permit = (signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const giveUp = (): void => {
        waiting.delete(grant);
        reject(signal.reason);
      };
      const grant = (): void => {
        waiting.delete(grant);
        signal.removeEventListener('abort', giveUp);
        resolve();
      };
      waiting.add(grant);
      signal.addEventListener('abort', giveUp);
    });

  /** Hands a permit on to the first task that waits. */
  const release = (): void => {
    const [next] = waiting;
    if (next) next();
    else free += 1;
  };

  return {
    async run(work, signal) {
      signal.throwIfAborted();
      if (free > 0) free -= 1;
      else await permit(signal);
      try {
        return await work();
      } finally {
        release();
      }
    },
  };
}
