/** Work that many ask for at the same moment, and that one doing serves. */

/**
 * Does the work one time after another: all who ask while it is being done share the next time, which begins
 * after they asked and so sees what they did before.
 */
export function inTurns<Result>(work: () => Promise<Result>): () => Promise<Result> {
  let running: Promise<Result> | null = null;
  let next: Promise<Result> | null = null;

  const start = (): Promise<Result> => {
    next = null;
    running = work().finally(() => {
      running = null;
    });
    return running;
  };

  return () => {
    if (running) next ??= running.then(start, start);
    return next ?? start();
  };
}

/** The same for each of many things, by their id; what nobody waits for any longer is forgotten. */
export function inTurnsById<Result>(
  work: (id: string) => Promise<Result>,
): (id: string) => Promise<Result> {
  const turns = new Map<string, { waiting: number; ask: () => Promise<Result> }>();
  return async (id) => {
    const turn = turns.get(id) ?? { waiting: 0, ask: inTurns(() => work(id)) };
    turns.set(id, turn);
    turn.waiting += 1;
    try {
      return await turn.ask();
    } finally {
      turn.waiting -= 1;
      if (turn.waiting === 0) turns.delete(id);
    }
  };
}
