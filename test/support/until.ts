/** Waiting for a condition, where nothing notifies of its coming true. */

const RETRY_MS = 25;

/**
 * Resolves with what `find` answers as soon as that is neither null, undefined nor false.
 * @param what what is waited for, to complete "Expected … within …"
 * @param everyMs how often `find` is called
 * @throws Error when it does not come true in time, with the last refusal of `find` if it threw.
 */
export async function until<Found>(
  what: string,
  withinMs: number,
  find: () => Promise<Found> | Found,
  { everyMs = RETRY_MS } = {},
): Promise<NonNullable<Found>> {
  const deadline = Date.now() + withinMs;
  let refusal: unknown;
  for (;;) {
    try {
      const found = await find();
      if (found !== null && found !== undefined && found !== false) return found;
      refusal = undefined;
    } catch (error) {
      refusal = error;
    }
    if (Date.now() > deadline)
      throw new Error(`Expected ${what} within ${withinMs} ms.`, { cause: refusal });
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
