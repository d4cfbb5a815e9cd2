/** Which ideas are most like a text: an index in memory that is kept up to date card by card. */
import { bestOf } from './best.ts';
import type { Document, IdeaText, IndexedIdea } from './document.ts';
import { createDocuments, type Documents } from './documents.ts';
import { component, likeness, pooled, saturated, timeliness } from './likeness.ts';
import { countOf, type Posting, slotOf } from './posting.ts';
import type { TermCounts } from './terms.ts';

/** Of a longer query the terms that tell most are looked up. */
const MOST_TERMS = 64;

/** So many entries of the index are read for a question. What only words of every other idea would add is not. */
const MOST_READ = 100_000;

/** So many documents, the best by what was read, are compared in full. */
const MOST_COMPARED = 500;

/** How far a chain of merges is followed: a ring of them ends there too. */
const MOST_MERGES = 20;

/** What to leave out, and how many to answer. */
export interface Wanted {
  first: number;
  /** The idea that is asked for: it is left out, its text and what was merged into it. */
  without?: string;
  /** Whose ideas are looked at, those too that only help to find another; everyone's when left out. */
  knows?: (organisation: string) => boolean;
  /** The moment of the question, in milliseconds since 1970; left out, time counts for nothing. */
  at?: number;
  /** Which ideas may be answered; any when left out. */
  accepts?: (idea: IndexedIdea) => boolean;
}

/** An idea that is like the text. */
export interface Likeness {
  id: string;
  /** 0 to 1. */
  score: number;
  /** Whose text is most alike: the idea itself, or one that was merged into it. */
  by: string;
}

export function createIdeaIndex() {
  const documents = createDocuments();
  /** Scores by slot, all 0 between questions. */
  let scores = new Float64Array(0);
  return {
    /** Takes in an idea, in place of what was known of it. */
    put: (idea: IndexedIdea, text: IdeaText): void => documents.put(idea, text),

    /** Forgets an idea. */
    remove: (id: string): void => documents.remove(id),

    size: documents.size,

    /** How much a term tells, by how few ideas have it. */
    rarity: (term: string): number => documents.rarity(documents.posting(term)),

    /** The ideas most like a text, best first; those with no word in common with it are none. */
    like(text: TermCounts, wanted: Wanted): Likeness[] {
      if (scores.length < documents.slots()) scores = new Float64Array(documents.slots() * 2);
      const query = queryOf(documents, text);
      const candidates = shortlist(documents, query, scores, wanted);
      const found = compare(comparison(documents, query, wanted), candidates);
      return found.slice(0, wanted.first);
    },
  };
}

/** A text that is looked for, weighed. */
interface Query {
  terms: { posting: Posting; weight: number; part: number }[];
  /** The weights of all terms, those that no idea has too. */
  weight: number;
  /** Length of its tf-idf vector. */
  norm: number;
}

function queryOf(documents: Documents, text: TermCounts): Query {
  const weighed = [...text].map(([term, count]) => {
    const posting = documents.posting(term);
    const rare = documents.rarity(posting);
    return { term, posting, weight: count * rare, part: component(count, rare) };
  });
  const heaviest = weighed
    .toSorted((a, b) => b.weight - a.weight || (a.term < b.term ? -1 : 1))
    .flatMap(({ posting, weight, part }) => (posting ? [{ posting, weight, part }] : []));
  return {
    terms: heaviest.slice(0, MOST_TERMS),
    weight: weighed.reduce((sum, { weight }) => sum + weight, 0),
    norm: Math.hypot(...weighed.map(({ part }) => part)),
  };
}

/** A document, and the idea that it stands for. */
interface Candidate {
  document: Document;
  idea: IndexedIdea;
}

/** The best documents by what was read of the index, among those that may be answered. */
function shortlist(
  documents: Documents,
  query: Query,
  scores: Float64Array,
  wanted: Wanted,
): Candidate[] {
  const touched = addUp(documents, query, scores);
  const best = bestOf<Candidate>(MOST_COMPARED, (a, b) => a.document.idea.id < b.document.idea.id);
  for (const slot of touched) {
    const score = scores[slot] ?? 0;
    scores[slot] = 0;
    const document = best.wants(score) ? documents.at(slot) : undefined;
    const idea = document && answerable(documents, document, wanted);
    if (idea) best.offer(score, { document, idea });
  }
  return best.kept();
}

/**
 * Adds up BM25 of the documents that have a term of the query, those terms first that tell most, until so many
 * entries were read; answers the slots of the documents.
 */
function addUp(documents: Documents, { terms }: Query, scores: Float64Array): number[] {
  const touched: number[] = [];
  const usual = documents.usualLength();
  const lengths = documents.lengths();
  let read = 0;
  for (const { posting, weight } of terms) {
    if (read > 0 && read + posting.entries.length > MOST_READ) break;
    read += posting.entries.length;
    for (const entry of posting.entries) {
      const slot = slotOf(entry);
      const score = scores[slot] ?? 0;
      if (score === 0) touched.push(slot);
      scores[slot] = score + weight * saturated(countOf(entry), lengths[slot] ?? usual, usual);
    }
  }
  return touched;
}

/** The idea that a document stands for, when it may be answered. */
function answerable(documents: Documents, document: Document, wanted: Wanted): IndexedIdea | null {
  if (document.idea.id === wanted.without) return null;
  if (wanted.knows?.(document.idea.organisation) === false) return null;
  const idea = standingFor(documents, document.idea);
  if (!idea || idea.id === wanted.without) return null;
  return wanted.accepts?.(idea) === false ? null : idea;
}

/** The idea that this one was merged into in the end, itself when it was not; null when that is not there. */
function standingFor(documents: Documents, idea: IndexedIdea): IndexedIdea | null {
  let standing: IndexedIdea | undefined = idea;
  for (let merges = 0; standing?.mergedInto && merges < MOST_MERGES; merges += 1)
    standing = documents.get(standing.mergedInto)?.idea;
  return standing?.mergedInto === null ? standing : null;
}

/** Compares each candidate in full; the ideas that they stand for, best first. */
function compare(
  compareWith: (document: Document) => number,
  candidates: readonly Candidate[],
): Likeness[] {
  const ideas = new Map<string, { by: string; likeness: number }[]>();
  for (const { document, idea } of candidates) {
    const one = { by: document.idea.id, likeness: compareWith(document) };
    const others = ideas.get(idea.id);
    if (others) others.push(one);
    else ideas.set(idea.id, [one]);
  }
  const found = [...ideas].map(([id, alike]) => {
    const ordered = alike.toSorted((a, b) => b.likeness - a.likeness || (a.by < b.by ? -1 : 1));
    return { id, score: pooled(ordered.map((one) => one.likeness)), by: ordered[0]?.by ?? id };
  });
  return found
    .toSorted((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
    .map((one) => ({ ...one, score: Math.min(1, one.score) }));
}

/** How alike a document is to the query, 0 to 1: from its own terms, so in an order that is always the same. */
function comparison(
  documents: Documents,
  query: Query,
  { at: asked }: Wanted,
): (document: Document) => number {
  const wanted = new Map(query.terms.map((term) => [term.posting, term]));
  const usual = documents.usualLength();
  return ({ terms, counts, length, idea: { createdAt } }) => {
    let [bm25, product, squares] = [0, 0, 0];
    terms.forEach((posting, at) => {
      const count = counts[at] ?? 0;
      const part = component(count, documents.rarity(posting));
      squares += part * part;
      const term = wanted.get(posting);
      if (!term) return;
      product += part * term.part;
      bm25 += term.weight * saturated(count, length, usual);
    });
    const alike = likeness(bm25 / query.weight, product / (Math.sqrt(squares) * query.norm));
    return alike * timeliness(asked === undefined ? 0 : asked - createdAt);
  };
}
