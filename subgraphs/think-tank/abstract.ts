/** What a paper says in short, and shorter still. */

/** The longest summary that a card shows, in characters. */
const LONGEST_SUMMARY = 400;

/** An abstract as a card's summary: whole, or cut at the last word that fits, with an ellipsis. */
export function summaryOf(abstract: string): string {
  if (abstract.length <= LONGEST_SUMMARY) return abstract;
  const head = abstract.slice(0, LONGEST_SUMMARY);
  const words = head.replace(/\s+\S*$/, '');
  // One endless word is cut where it must be, but never through a character of two code units.
  const cut = words === head ? head.slice(0, -1).replace(/[\uD800-\uDBFF]$/, '') : words;
  return `${cut}…`;
}
