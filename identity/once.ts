/** Remembers what was seen in the last while, so that nothing counts twice. */

/** More than this at once is no work that one process could do; what is over is refused, not forgotten. */
const MOST = 500_000;

/**
 * A memory of ids. Each is kept for one to two windows of time: of two sets, the older is let go of when the
 * younger is a window old, so nothing has to be looked through.
 * @param windowMs how long, in milliseconds, an id must be kept at least
 * @param now the time in milliseconds, for tests
 */
export function onceWithin(windowMs: number, now: () => number = Date.now) {
  let young = new Set<string>();
  let old = new Set<string>();
  let since = now();

  const age = (): void => {
    const passed = now() - since;
    if (passed < windowMs) return;
    old = passed < 2 * windowMs ? young : new Set();
    young = new Set();
    since = now();
  };

  /** True the first time that an id is shown; false when it was seen before, or there is no room to remember. */
  return (id: string): boolean => {
    age();
    if (young.has(id) || old.has(id) || young.size >= MOST) return false;
    young.add(id);
    return true;
  };
}
