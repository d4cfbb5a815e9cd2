/** Work that is done once, whoever asks for it first. */

/** All who ask share the one doing; one that failed is done anew by who asks next. */
export function once(work: () => Promise<void>): () => Promise<void> {
  let doing: Promise<void> | undefined;
  return () =>
    (doing ??= work().catch((error: unknown) => {
      doing = undefined;
      throw error;
    }));
}
