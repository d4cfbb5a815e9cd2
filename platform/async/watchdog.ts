/** Aborts a task whose peer falls silent, and abandons one that does not end although it was aborted. */

/** Time limits, in milliseconds. */
export interface WatchdogLimits {
  /** The task is aborted when the peer is silent for so long. */
  silenceMs: number;
  /** The task is abandoned when it has not ended so long after it was aborted. */
  abandonMs: number;
}

export interface Watchdog {
  /** The peer was heard: its silence is counted from now. */
  reset(): void;
  /** Runs work of our own, such as a write to the database. Nothing can be heard meanwhile, so the clock stands still. */
  pauseDuring<Result>(work: () => Promise<Result>): Promise<Result>;
  /**
   * Never resolves. Rejects when the task goes on after it was aborted, because it waits for something that never comes,
   * such as an answer of the database that its driver lost. Race the task against it.
   */
  abandoned: Promise<never>;
  /** The task has ended. */
  stop(): void;
}

/**
 * Watches a task.
 * @param controller aborts the task
 *
 * @example
 * const watchdog = createWatchdog(controller, { silenceMs: 3_000, abandonMs: 12_000 });
 * try {
 *   await Promise.race([readAll(controller.signal, watchdog.reset), watchdog.abandoned]);
 * } finally {
 *   watchdog.stop();
 * }
 */
export function createWatchdog(
  controller: AbortController,
  { silenceMs, abandonMs }: WatchdogLimits,
): Watchdog {
  const abandon = new AbortController();
  const abort = (): void => {
    controller.abort(new Error(`Nothing was heard for ${silenceMs} ms.`));
    timer = setTimeout(() => abandon.abort(), abandonMs);
  };
  let timer = setTimeout(abort, silenceMs);
  let isStopped = false;

  return {
    reset: () => void (controller.signal.aborted || timer.refresh()),
    async pauseDuring(work) {
      clearTimeout(timer);
      try {
        return await work();
      } finally {
        if (!isStopped) timer = setTimeout(abort, silenceMs);
      }
    },
    abandoned: rejectionOf(abandon.signal),
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}

/** Rejects when the signal aborts. That nobody awaits it is no unhandled rejection. */
function rejectionOf(signal: AbortSignal): Promise<never> {
  const rejection = new Promise<never>((_resolve, reject) => {
    const fail = (): void => reject(new Error('The task was aborted, and did not end.'));
    signal.addEventListener('abort', fail);
  });
  rejection.catch(() => undefined);
  return rejection;
}
