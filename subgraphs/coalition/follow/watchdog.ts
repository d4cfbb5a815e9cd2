/** Ends what is silent for too long. */

export interface Watchdog {
  hear(): void;
  /** Waits with us while we work: nothing can be heard meanwhile. */
  during<Result>(work: () => Promise<Result>): Promise<Result>;
  stop(): void;
}

/** Aborts when nothing is heard for so long. */
export function watch(silenceMs: number, turn: AbortController): Watchdog {
  const end = (): void => turn.abort(new Error(`It said nothing for ${silenceMs} ms.`));
  let timer = setTimeout(end, silenceMs);
  return {
    hear: () => void timer.refresh(),
    async during(work) {
      clearTimeout(timer);
      try {
        return await work();
      } finally {
        timer = setTimeout(end, silenceMs);
      }
    },
    stop: () => clearTimeout(timer),
  };
}
