/**
 * The texts of ideas as an inverted index in memory, kept card by card. What it holds depends on what is in
 * it, and never on the order in which that came.
 */
import { emptyPosting, MOST_COUNTED, type Posting } from './posting.ts';
import { rarity } from './likeness.ts';
import { termsOf } from './terms.ts';

/** What the index is told of an idea. */
export interface IndexedIdea {
  id: string;
  organisation: string;
  themes: readonly string[];
  /** The idea that it was merged into: its text then helps to find that one. */
  mergedInto: string | null;
}

export interface IdeaText {
  title: string;
  summary: string | null;
}

/** The text of one idea, as it is indexed. */
export interface Document {
  readonly idea: IndexedIdea;
  readonly slot: number;
  readonly terms: readonly Posting[];
  /** How often each of them occurs. */
  readonly counts: Uint8Array;
  /** How many terms it has, with repetitions. */
  readonly length: number;
}

export type Documents = ReturnType<typeof createDocuments>;

/** An idea and those merged into it count as one where it is counted how many ideas have a term. */
const familyOf = ({ id, mergedInto }: IndexedIdea): string => mergedInto ?? id;

export function createDocuments() {
  const byId = new Map<string, Document>();
  const bySlot: (Document | undefined)[] = [];
  const freeSlots: number[] = [];
  const postings = new Map<string, Posting>();
  const families = new Map<string, Document[]>();
  let totalLength = 0;

  const postingOf = (term: string): Posting => {
    const known = postings.get(term) ?? emptyPosting(term);
    postings.set(term, known);
    return known;
  };

  const documentOf = (idea: IndexedIdea, { title, summary }: IdeaText): Document => {
    const counted = [...termsOf({ title, rest: summary ?? '' })];
    const counts = Uint8Array.from(counted, ([, count]) => Math.min(count, MOST_COUNTED));
    const terms = counted.map(([term]) => postingOf(term));
    const length = counts.reduce((sum, count) => sum + count, 0);
    return { idea, slot: freeSlots.pop() ?? bySlot.length, terms, counts, length };
  };

  /** The terms of a document that no other of its family has. */
  const onlyIn = (document: Document): readonly Posting[] => {
    const family = families.get(familyOf(document.idea)) ?? [];
    const others = family.filter((one) => one !== document);
    if (others.length === 0) return document.terms;
    const known = new Set(others.flatMap(({ terms }) => terms));
    return document.terms.filter((posting) => !known.has(posting));
  };

  const remove = (id: string): void => {
    const document = byId.get(id);
    if (!document) return;
    for (const posting of onlyIn(document)) posting.ideas -= 1;
    for (const posting of document.terms) {
      posting.remove(document.slot);
      if (posting.size === 0) postings.delete(posting.term);
    }
    leave(families, document);
    byId.delete(id);
    bySlot[document.slot] = undefined;
    freeSlots.push(document.slot);
    totalLength -= document.length;
  };

  return {
    /** Takes in the text of an idea, in place of the one that it had. */
    put(idea: IndexedIdea, text: IdeaText): void {
      remove(idea.id);
      const document = documentOf(idea, text);
      const { slot, terms, counts } = document;
      terms.forEach((posting, at) => posting.add(slot, counts[at] ?? 0));
      for (const posting of onlyIn(document)) posting.ideas += 1;
      join(families, document);
      byId.set(idea.id, document);
      bySlot[slot] = document;
      totalLength += document.length;
    },
    remove,
    get: (id: string) => byId.get(id),
    at: (slot: number) => bySlot[slot],
    posting: (term: string) => postings.get(term),
    /** How much a term tells; most when no idea has it. */
    rarity: (posting: Posting | undefined) => rarity(posting?.ideas ?? 0, families.size),
    /** More than the slot of any document. */
    slots: () => bySlot.length,
    usualLength: () => totalLength / Math.max(1, byId.size),
    size: () => byId.size,
    /** How many different terms there are. */
    terms: () => postings.size,
  };
}

function join(families: Map<string, Document[]>, document: Document): void {
  const name = familyOf(document.idea);
  const family = families.get(name);
  if (family) family.push(document);
  else families.set(name, [document]);
}

function leave(families: Map<string, Document[]>, document: Document): void {
  const name = familyOf(document.idea);
  const others = (families.get(name) ?? []).filter((one) => one !== document);
  if (others.length > 0) families.set(name, others);
  else families.delete(name);
}
