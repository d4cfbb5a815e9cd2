/** Waiting for what may never come. */

/**
 * What is promised, where it comes in time. Whatever is done for it goes on all the same: that has to be no harm.
 * @throws Error when it does not come in time
 */
export async function within<Value>(ms: number, promised: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(reject, ms, new Error(`It did not come within ${ms} ms.`));
  });
  try {
    return await Promise.race([promised, late]);
  } finally {
    clearTimeout(timer);
  }
}
