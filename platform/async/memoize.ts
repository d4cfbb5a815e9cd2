/** Work that is done once. */

/** Runs the work for the first caller, and gives its result to all later ones. Work that failed runs again. */
export function memoized(work: () => Promise<void>): () => Promise<void> {
  let result: Promise<void> | undefined;
  return () =>
    (result ??= work().catch((error: unknown) => {
      result = undefined;
      throw error;
    }));
}
