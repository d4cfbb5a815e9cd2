/**
 * The first pass of a search: it reads posting lists, and keeps the documents with the highest BM25. The posting list of a
 * term says in which documents the term occurs, and how often; a document is named there by its slot, which is its place
 * in the index.
 */
import { type Candidate, candidateOf } from './candidate.ts';
import type { InvertedIndex } from './inverted-index.ts';
import { termFrequencyOf, slotOf } from './posting-list.ts';
import type { Query } from './query.ts';
import type { SearchOptions } from './search-options.ts';
import { bm25Part } from './similarity.ts';
import { topK } from './top-k.ts';

/** The most postings that a search reads, though always the first list whole. The commonest terms are left out. */
const MAX_POSTINGS = 100_000;

/** How many documents enter the shortlist. */
const MAX_CANDIDATES = 500;

export type Shortlist = (query: Query, options: SearchOptions) => Candidate[];

/** Creates the first pass over an index. Its searches share one array of scores, so that none is allocated for each. */
export function createShortlist(index: InvertedIndex): Shortlist {
  /** BM25 by the slot of a document in the index; all 0 between searches. */
  let scores = new Float64Array(0);

  return (query, options) => {
    if (scores.length < index.slotCount()) scores = new Float64Array(index.slotCount() * 2);
    const slots = addScores(index, query, scores);
    const best = topK<Candidate>(MAX_CANDIDATES, (a, b) => a.document.idea.id < b.document.idea.id);
    for (const slot of slots) {
      const score = scores[slot] ?? 0;
      scores[slot] = 0;
      const document = best.couldEnter(score) ? index.at(slot) : undefined;
      const candidate = document && candidateOf(index, document, options);
      if (candidate) best.offer(score, candidate);
    }
    return best.items();
  };
}

/**
 * Adds the BM25 of each document to its score, term by term, highest weight first, until enough postings were read.
 * @returns the slots of the documents that have a score
 */
function addScores(index: InvertedIndex, { terms }: Query, scores: Float64Array): number[] {
  const slots: number[] = [];
  const averageLength = index.averageLength();
  const lengths = index.lengths();
  let read = 0;
  for (const { list, weight } of terms) {
    if (read > 0 && read + list.postings.length > MAX_POSTINGS) break;
    read += list.postings.length;
    for (const posting of list.postings) {
      const slot = slotOf(posting);
      const score = scores[slot] ?? 0;
      if (score === 0) slots.push(slot);
      const length = lengths[slot] ?? averageLength;
      scores[slot] = score + weight * bm25Part(termFrequencyOf(posting), length, averageLength);
    }
  }
  return slots;
}
