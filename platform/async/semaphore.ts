/** Lets a few through at a time; the others wait, first come first. */

export interface Gate {
  /** Does the work once it is its turn. @throws the reason of `signal` when that aborts before. */
  through<Result>(work: () => Promise<Result>, signal: AbortSignal): Promise<Result>;
}

/** @param most how much may be under way at once */
export function createGate(most: number): Gate {
  /** What lets in whoever waits, in the order in which they came. */
  const waiting = new Set<() => void>();
  let free = most;

  const turn = (signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const giveUp = (): void => {
        waiting.delete(letIn);
        reject(signal.reason);
      };
      const letIn = (): void => {
        waiting.delete(letIn);
        signal.removeEventListener('abort', giveUp);
        resolve();
      };
      waiting.add(letIn);
      signal.addEventListener('abort', giveUp);
    });

  /** Whoever leaves hands its place to the first who waits. */
  const leave = (): void => {
    const [next] = waiting;
    if (next) next();
    else free += 1;
  };

  return {
    async through(work, signal) {
      signal.throwIfAborted();
      if (free > 0) free -= 1;
      else await turn(signal);
      try {
        return await work();
      } finally {
        leave();
      }
    },
  };
}
