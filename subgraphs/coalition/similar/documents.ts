/**
 * The texts of ideas as an inverted index in memory, kept card by card. What it holds depends on what is in
 * it, and never on the order in which that came.
 */
import type { Document, IdeaText, IndexedIdea } from './document.ts';
import { createFamilies } from './families.ts';
import { rarity } from './likeness.ts';
import { addTo, emptyPosting, MOST_COUNTED, type Posting, removeFrom } from './posting.ts';
import { termsOf } from './terms.ts';

export type Documents = ReturnType<typeof createDocuments>;

export function createDocuments() {
  const byId = new Map<string, Document>();
  const bySlot: (Document | undefined)[] = [];
  const freeSlots: number[] = [];
  const postings = new Map<string, Posting>();
  const families = createFamilies();
  let lengths = new Float64Array(0);
  let totalLength = 0;

  const postingOf = (term: string): Posting => {
    const posting = postings.get(term) ?? emptyPosting(term);
    postings.set(term, posting);
    return posting;
  };

  const remove = (id: string): void => {
    const document = byId.get(id);
    if (!document) return;
    families.leave(document);
    document.terms.forEach((posting, at) => {
      removeFrom(posting, document.slot, document.counts[at] ?? 0);
      if (posting.entries.length === 0) postings.delete(posting.term);
    });
    byId.delete(id);
    bySlot[document.slot] = undefined;
    freeSlots.push(document.slot);
    totalLength -= document.length;
  };

  /** Takes in the text of an idea, in place of the one that it had. */
  const put = (idea: IndexedIdea, text: IdeaText): void => {
    remove(idea.id);
    const slot = freeSlots.pop() ?? bySlot.length;
    const document = documentOf(idea, text, slot, postingOf);
    document.terms.forEach((posting, at) => addTo(posting, slot, document.counts[at] ?? 0));
    families.join(document);
    byId.set(idea.id, document);
    bySlot[slot] = document;
    if (slot >= lengths.length) lengths = grown(lengths, slot + 1);
    lengths[slot] = document.length;
    totalLength += document.length;
  };

  return {
    put,
    remove,
    get: (id: string) => byId.get(id),
    at: (slot: number) => bySlot[slot],
    /** How many terms the document at each slot has. */
    lengths: (): Float64Array => lengths,
    posting: (term: string) => postings.get(term),
    /** How much a term tells; most when no idea has it. */
    rarity: (posting: Posting | undefined) => rarity(posting?.ideas ?? 0, families.size()),
    /** More than the slot of any document. */
    slots: () => bySlot.length,
    usualLength: () => totalLength / Math.max(1, byId.size),
    /** How many documents there are, and how many different terms. */
    size: () => ({ documents: byId.size, terms: postings.size }),
  };
}

/** The same numbers, with room for as many and half as many again. */
function grown(numbers: Float64Array, needed: number): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(Math.ceil(needed * 1.5));
  larger.set(numbers);
  return larger;
}

function documentOf(
  idea: IndexedIdea,
  { title, summary }: IdeaText,
  slot: number,
  postingOf: (term: string) => Posting,
): Document {
  const counted = [...termsOf({ title, rest: summary ?? '' })];
  const counts = Uint8Array.from(counted, ([, count]) => Math.min(count, MOST_COUNTED));
  const terms = counted.map(([term]) => postingOf(term));
  return { idea, slot, terms, counts, length: counts.reduce((sum, count) => sum + count, 0) };
}
