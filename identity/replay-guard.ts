/** Remembers which ids were used, so that nothing signed can be used twice. */

/** The most ids of one window. One process cannot serve as many requests; an id beyond them is refused. */
const MOST_IDS = 500_000;

/**
 * Makes a function that is true the first time that it is given an id, and false each time after that. It is false too
 * where there is no room for another id. Each id is kept for one to two windows of time: the ids are in two sets, and
 * the older set is dropped when the younger one is a window old, so no id is ever searched for.
 * @param windowMs how long an id has to be kept at least, in milliseconds
 * @param now the time in milliseconds, for tests
 */
export function createReplayGuard(windowMs: number, now: () => number = Date.now) {
  let young = new Set<string>();
  let old = new Set<string>();
  let youngSince = now();

  const dropOld = (): void => {
    const passed = now() - youngSince;
    if (passed < windowMs) return;
    old = passed < 2 * windowMs ? young : new Set();
    young = new Set();
    youngSince = now();
  };

  return (id: string): boolean => {
    dropOld();
    if (young.has(id) || old.has(id) || young.size >= MOST_IDS) return false;
    young.add(id);
    return true;
  };
}
