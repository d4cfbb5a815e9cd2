/**
 * One term of the index, and the documents that it occurs in. There are as many as there are different words,
 * most of which occur once, so it is plain data, and an entry is one number.
 */

/** Documents are known by their slot, a small number that is given to another when they go. */
export interface Posting {
  readonly term: string;
  /** How many ideas it occurs in; an idea and those merged into it count as one. */
  ideas: number;
  /** A slot and how often the term occurs there, in one number. Their order means nothing. */
  readonly entries: number[];
}

const COUNT_BITS = 8;

/** What is counted beyond this is counted as this. */
export const MOST_COUNTED = 2 ** COUNT_BITS - 1;

export const slotOf = (entry: number): number => entry >>> COUNT_BITS;
export const countOf = (entry: number): number => entry & MOST_COUNTED;

export const emptyPosting = (term: string): Posting => ({ term, ideas: 0, entries: [] });

export function addTo({ entries }: Posting, slot: number, count: number): void {
  entries.push((slot << COUNT_BITS) | count);
}

/** The last entry takes the place of the one that goes. */
export function removeFrom({ entries }: Posting, slot: number, count: number): void {
  const at = entries.indexOf((slot << COUNT_BITS) | count);
  const last = entries.pop();
  if (at < entries.length && last !== undefined) entries[at] = last;
}
