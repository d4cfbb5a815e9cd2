/**
 * An inverted index of the texts of ideas, in memory. It can be changed document by document, and what it contains
 * depends only on the documents, never on the order in which they came.
 */
import type { Document, IdeaText, IndexedIdea } from './document.ts';
import { createMergeGroups } from './merge-groups.ts';
import {
  addPosting,
  emptyPostingList,
  MAX_COUNT,
  type PostingList,
  removePosting,
} from './posting-list.ts';
import { idf } from './similarity.ts';
import { termsOf } from './terms.ts';

export type InvertedIndex = ReturnType<typeof createInvertedIndex>;

export function createInvertedIndex() {
  const byId = new Map<string, Document>();
  const bySlot: (Document | undefined)[] = [];
  const freeSlots: number[] = [];
  const lists = new Map<string, PostingList>();
  const groups = createMergeGroups();
  let lengths = new Float64Array(0);
  let totalLength = 0;

  const listOf = (term: string): PostingList => {
    const list = lists.get(term) ?? emptyPostingList(term);
    lists.set(term, list);
    return list;
  };

  const remove = (id: string): void => {
    const document = byId.get(id);
    if (!document) return;
    groups.remove(document);
    document.terms.forEach((list, at) => {
      removePosting(list, document.slot, document.counts[at] ?? 0);
      if (list.postings.length === 0) lists.delete(list.term);
    });
    byId.delete(id);
    bySlot[document.slot] = undefined;
    freeSlots.push(document.slot);
    totalLength -= document.length;
  };

  const put = (idea: IndexedIdea, text: IdeaText): void => {
    remove(idea.id);
    const slot = freeSlots.pop() ?? bySlot.length;
    const document = documentOf(idea, text, slot, listOf);
    document.terms.forEach((list, at) => addPosting(list, slot, document.counts[at] ?? 0));
    groups.add(document);
    byId.set(idea.id, document);
    bySlot[slot] = document;
    if (slot >= lengths.length) lengths = enlarged(lengths, slot + 1);
    lengths[slot] = document.length;
    totalLength += document.length;
  };

  return {
    /** Indexes the text of an idea, in place of its earlier text. */
    put,
    /** Removes the text of an idea. */
    remove,
    /** The document of an idea. */
    get: (id: string) => byId.get(id),
    /** The document at a slot. */
    at: (slot: number) => bySlot[slot],
    /** The lengths of all documents, by slot. */
    lengths: (): Float64Array => lengths,
    averageLength: () => totalLength / Math.max(1, byId.size),
    /** The posting list of a term; undefined where no document has it. */
    list: (term: string) => lists.get(term),
    /** The inverse document frequency of a term; the highest for one that no idea has. */
    idf: (list: PostingList | undefined) => idf(list?.ideaCount ?? 0, groups.size()),
    /** Every slot is below this. */
    slotCount: () => bySlot.length,
    /** How many documents and how many different terms there are. */
    size: () => ({ documents: byId.size, terms: lists.size }),
  };
}

/** A copy with room for half as many again as are needed. */
function enlarged(numbers: Float64Array, needed: number): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(Math.ceil(needed * 1.5));
  larger.set(numbers);
  return larger;
}

function documentOf(
  idea: IndexedIdea,
  { title, summary }: IdeaText,
  slot: number,
  listOf: (term: string) => PostingList,
): Document {
  const counted = [...termsOf({ title, rest: summary ?? '' })];
  const counts = Uint8Array.from(counted, ([, count]) => Math.min(count, MAX_COUNT));
  const terms = counted.map(([term]) => listOf(term));
  return { idea, slot, terms, counts, length: counts.reduce((sum, count) => sum + count, 0) };
}
