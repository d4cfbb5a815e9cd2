/** Ends a question that is silent for too long, and leaves one alone that does not end. */

export interface Watchdog {
  hear(): void;
  /**
   * Never resolves. Rejects when the question goes on although it was ended: it waits for what does not come, as for an
   * answer of the database that its driver lost. What it may still do is no harm: entries are applied by their versions.
   */
  left: Promise<never>;
  stop(): void;
}

/** Aborts when nothing is heard for so long, and gives up so much later. */
export function watch(silenceMs: number, leaveMs: number, turn: AbortController): Watchdog {
  let timer: NodeJS.Timeout;
  const left = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      turn.abort(new Error(`It said nothing for ${silenceMs} ms.`));
      timer = setTimeout(reject, leaveMs, new Error('It waits for what does not come.'));
    }, silenceMs);
  });
  // Where nobody waits for it any longer, it is no failure.
  left.catch(() => undefined);
  return {
    hear: () => void (turn.signal.aborted || timer.refresh()),
    left,
    stop: () => clearTimeout(timer),
  };
}
