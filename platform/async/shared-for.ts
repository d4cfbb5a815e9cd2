/** One run of some work serves all callers for a while. */

/**
 * Runs the work at most once in `ms` milliseconds. Every caller meanwhile has the result of the last run, whether it is
 * still under way, has ended or has failed.
 * @param now the time in milliseconds, for tests
 * @example
 * const states = sharedFor(1_000, () => askAllServers());
 * await Promise.all([states(), states()]); // one question to each server
 */
export function sharedFor<Result>(
  ms: number,
  work: () => Promise<Result>,
  now: () => number = () => performance.now(),
): () => Promise<Result> {
  let last: { at: number; result: Promise<Result> } | undefined;
  return () => {
    if (!last || now() - last.at >= ms) last = { at: now(), result: work() };
    return last.result;
  };
}
