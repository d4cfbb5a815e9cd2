/** How long things take. */

export interface Timing {
  count: number;
  p50: number;
  p99: number;
}

/** In milliseconds, of times in milliseconds. */
export function timingOf(times: readonly number[]): Timing {
  const ordered = times.toSorted((a, b) => a - b);
  const at = (share: number) => ordered[Math.floor((ordered.length - 1) * share)] ?? 0;
  return { count: ordered.length, p50: at(0.5), p99: at(0.99) };
}

/** Does something so often one after another, fewer times where that would take longer than the budget. */
export async function timed(
  work: (at: number) => unknown,
  { most = 200, budgetMs = 4_000 } = {},
): Promise<Timing> {
  const times: number[] = [];
  const until = performance.now() + budgetMs;
  for (let at = 0; at < most && performance.now() < until; at += 1) {
    const began = performance.now();
    await work(at);
    times.push(performance.now() - began);
  }
  return timingOf(times);
}
