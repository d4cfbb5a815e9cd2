/** Ends a question that is silent for too long, and leaves one alone that does not end. */

export interface Watchdog {
  hear(): void;
  /** Waits with us while we work: nothing can be heard meanwhile. */
  during<Result>(work: () => Promise<Result>): Promise<Result>;
  /**
   * Never resolves. Rejects when the question goes on although it was ended: it waits for what does not come, as for an
   * answer of the database that its driver lost.
   */
  left: Promise<never>;
  stop(): void;
}

/** Aborts when nothing is heard for so long, and gives up so much later. */
export function watch(silenceMs: number, leaveMs: number, turn: AbortController): Watchdog {
  const left = new AbortController();
  const fallSilent = (): void => {
    turn.abort(new Error(`It said nothing for ${silenceMs} ms.`));
    timer = setTimeout(() => left.abort(), leaveMs);
  };
  let timer = setTimeout(fallSilent, silenceMs);
  let isStopped = false;

  return {
    hear: () => void (turn.signal.aborted || timer.refresh()),
    async during(work) {
      clearTimeout(timer);
      try {
        return await work();
      } finally {
        if (!isStopped) timer = setTimeout(fallSilent, silenceMs);
      }
    },
    left: failing(left.signal),
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}

/** Rejects when a signal aborts; where nobody waits for it any longer, that is no failure. */
function failing(signal: AbortSignal): Promise<never> {
  const failed = new Promise<never>((_resolve, reject) => {
    const fail = (): void => reject(new Error('It waits for what does not come.'));
    signal.addEventListener('abort', fail);
  });
  failed.catch(() => undefined);
  return failed;
}
