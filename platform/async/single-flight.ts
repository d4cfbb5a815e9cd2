/** One run of some work serves all callers who ask for it at the same moment. */

/**
 * Runs the work at most once at a time. Callers who ask during a run do not join it: they share the next run, which
 * begins after they asked and therefore sees what they did before.
 *
 * @example
 * const drain = singleFlight(() => logPendingRows());
 * await Promise.all([write(a).then(drain), write(b).then(drain)]); // two runs at most, each row logged
 */
export function singleFlight<Result>(work: () => Promise<Result>): () => Promise<Result> {
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

/** A single flight for each id. An id that no caller waits for any more takes no memory. */
export function singleFlightById<Result>(
  work: (id: string) => Promise<Result>,
): (id: string) => Promise<Result> {
  const flights = new Map<string, { callers: number; run: () => Promise<Result> }>();
  return async (id) => {
    const flight = flights.get(id) ?? { callers: 0, run: singleFlight(() => work(id)) };
    flights.set(id, flight);
    flight.callers += 1;
    try {
      return await flight.run();
    } finally {
      flight.callers -= 1;
      if (flight.callers === 0) flights.delete(id);
    }
  };
}
