/** Requests with a short text that becomes endless once every spread is replaced by its fragment. */

/** A chain of fragments, each of which spreads the next one twice: `2 ** length` selections of `inner` in all. */
export function spreadTwice(length: number, inner = '__typename'): string {
  const links = Array.from(
    { length },
    (_, at) => `fragment F${at} on Query{...F${at + 1} ...F${at + 1}}`,
  );
  return `{...F0} ${links.join(' ')} fragment F${length} on Query{${inner}}`;
}
