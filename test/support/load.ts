/** The same question asked over and over, several at a time. */

/** An answer, and how long it took. */
export interface Timed<Answer> {
  answer: Answer;
  /** When it was asked, in milliseconds as of `Date.now()`. */
  askedAt: number;
  tookMs: number;
}

export interface Load<Answer> {
  /** All answers so far, in the order in which they came. */
  answers: readonly Timed<Answer>[];
  /** Asks no more, and resolves once all answers are there; rejects when one never came. */
  stop(): Promise<void>;
}

/** Asks, so many at a time, until it is stopped. */
export function load<Answer>(atATime: number, ask: () => Promise<Answer>): Load<Answer> {
  const answers: Timed<Answer>[] = [];
  const stopped = new AbortController();
  const askers = Array.from({ length: atATime }, async () => {
    while (!stopped.signal.aborted) {
      const askedAt = Date.now();
      const answer = await ask();
      answers.push({ answer, askedAt, tookMs: Date.now() - askedAt });
    }
  });
  const all = Promise.all(askers);
  // A failure is thrown by `stop`.
  all.catch(() => undefined);
  return {
    answers,
    stop: async () => {
      stopped.abort();
      await all;
    },
  };
}
