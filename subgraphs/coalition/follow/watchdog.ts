/** Ends what is silent for too long. */

export interface Watchdog {
  hear(): void;
  stop(): void;
}

/** Aborts when nothing is heard for so long. */
export function watch(silenceMs: number, turn: AbortController): Watchdog {
  const end = (): void => turn.abort(new Error(`It said nothing for ${silenceMs} ms.`));
  const timer = setTimeout(end, silenceMs);
  return {
    hear: () => void timer.refresh(),
    stop: () => clearTimeout(timer),
  };
}
