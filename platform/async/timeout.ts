/** A promise with a time limit. */

/**
 * Resolves as the promise does, if that is within `ms` milliseconds. The work behind the promise is not cancelled: it
 * goes on, so finishing late must do no harm.
 * @throws Error when the time is over first
 */
export async function withTimeout<Value>(ms: number, promise: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(reject, ms, new Error(`Timed out after ${ms} ms.`));
  });
  try {
    return await Promise.race([promise, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
