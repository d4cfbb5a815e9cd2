/**
 * A posting list: one term, and the documents that it occurs in. There is one for each different word, and most words
 * occur once, so it is plain data, and a posting is one number.
 */

export interface PostingList {
  readonly term: string;
  /** How many ideas the term occurs in; an idea and those that were merged into it count as one. */
  ideaCount: number;
  /** A document's slot and how often the term occurs there, packed into one number. They are in no order. */
  readonly postings: number[];
}

const COUNT_BITS = 8;

/** A higher count is indexed as this. */
export const MAX_COUNT = 2 ** COUNT_BITS - 1;

const pack = (slot: number, count: number): number => (slot << COUNT_BITS) | count;

export const slotOf = (posting: number): number => posting >>> COUNT_BITS;
export const termFrequencyOf = (posting: number): number => posting & MAX_COUNT;

export const emptyPostingList = (term: string): PostingList => ({
  term,
  ideaCount: 0,
  postings: [],
});

export function addPosting({ postings }: PostingList, slot: number, count: number): void {
  postings.push(pack(slot, count));
}

/** Removes a posting; the last one takes its place. */
export function removePosting({ postings }: PostingList, slot: number, count: number): void {
  const at = postings.indexOf(pack(slot, count));
  const last = postings.pop();
  if (at < postings.length && last !== undefined) postings[at] = last;
}
