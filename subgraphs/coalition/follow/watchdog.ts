/** Ends what is silent for too long. */

export interface Watchdog {
  /** Aborts when nothing was heard for the time that it was given. */
  signal: AbortSignal;
  hear(): void;
  stop(): void;
}

export function watch(silenceMs: number): Watchdog {
  const silent = new AbortController();
  const end = (): void => silent.abort(new Error(`It said nothing for ${silenceMs} ms.`));
  const timer = setTimeout(end, silenceMs);
  return {
    signal: silent.signal,
    hear: () => void timer.refresh(),
    stop: () => clearTimeout(timer),
  };
}
