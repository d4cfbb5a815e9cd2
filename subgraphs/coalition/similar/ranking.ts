/** The second pass of a search: it compares each document of the shortlist in full, and ranks their ideas. */
import type { Candidate } from './candidate.ts';
import type { Document } from './document.ts';
import type { InvertedIndex } from './inverted-index.ts';
import type { Query } from './query.ts';
import { bm25Part, pool, similarity, tfIdf, timeDecay } from './similarity.ts';

/** An idea that is similar to the text of a search. */
export interface Match {
  id: string;
  /** 0 to 1. */
  score: number;
  /** The id of the idea whose text is most similar: the idea itself, or one that was merged into it. */
  matchedBy: string;
}

/** The ideas of the candidates, most similar first. @param askedAt as in `SearchOptions` */
export function rank(
  index: InvertedIndex,
  query: Query,
  candidates: readonly Candidate[],
  askedAt: number | undefined,
): Match[] {
  const compare = comparerOf(index, query, askedAt);
  const byIdea = new Map<string, Scored[]>();
  for (const { document, idea } of candidates) {
    const scored = { id: document.idea.id, score: compare(document) };
    const others = byIdea.get(idea.id);
    if (others) others.push(scored);
    else byIdea.set(idea.id, [scored]);
  }
  return [...byIdea]
    .map(([id, texts]) => {
      const best = texts.toSorted(bestFirst);
      return { id, score: pool(best.map(({ score }) => score)), matchedBy: best[0]?.id ?? id };
    })
    .toSorted(bestFirst)
    .map((match) => ({ ...match, score: Math.min(1, match.score) }));
}

interface Scored {
  id: string;
  score: number;
}

const bestFirst = (a: Scored, b: Scored): number => b.score - a.score || (a.id < b.id ? -1 : 1);

/**
 * Compares documents with a query: 0 to 1. It adds up over the terms of the document, in their order, so that the sums
 * are the same to the last bit whatever the order of the index.
 */
function comparerOf(
  index: InvertedIndex,
  query: Query,
  askedAt: number | undefined,
): (document: Document) => number {
  const queryTerms = new Map(query.terms.map((term) => [term.list, term]));
  const averageLength = index.averageLength();
  return ({ terms, counts, length, idea: { createdAt } }) => {
    let [bm25, product, squares] = [0, 0, 0];
    terms.forEach((list, at) => {
      const count = counts[at] ?? 0;
      const component = tfIdf(count, index.idf(list));
      squares += component * component;
      const queryTerm = queryTerms.get(list);
      if (!queryTerm) return;
      product += component * queryTerm.component;
      bm25 += queryTerm.weight * bm25Part(count, length, averageLength);
    });
    const cosine = product / (Math.sqrt(squares) * query.norm);
    const decay = timeDecay(askedAt === undefined ? 0 : askedAt - createdAt);
    return similarity(bm25 / query.weight, cosine) * decay;
  };
}
