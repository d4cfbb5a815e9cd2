/** The text of a search, with a weight for each of its terms. */
import type { InvertedIndex } from './inverted-index.ts';
import type { PostingList } from './posting-list.ts';
import { tfIdf } from './similarity.ts';
import type { TermCounts } from './terms.ts';

/** Of a longer text only the heaviest terms are searched for. */
const MAX_TERMS = 64;

export interface QueryTerm {
  list: PostingList;
  /** Its weight in BM25. */
  weight: number;
  /** Its component in the tf-idf vector of the text. */
  component: number;
}

export interface Query {
  /** The terms that some idea has, heaviest first. */
  terms: QueryTerm[];
  /** The sum of the weights of all terms, including those that no idea has. */
  weight: number;
  /** The length of the tf-idf vector of the text. */
  norm: number;
}

export function weighTerms(index: InvertedIndex, text: TermCounts): Query {
  const weighed = [...text].map(([term, count]) => {
    const list = index.list(term);
    const termIdf = index.idf(list);
    return { term, list, weight: count * termIdf, component: tfIdf(count, termIdf) };
  });
  const heaviestFirst = weighed
    .toSorted((a, b) => b.weight - a.weight || (a.term < b.term ? -1 : 1))
    .flatMap(({ list, weight, component }) => (list ? [{ list, weight, component }] : []));
  return {
    terms: heaviestFirst.slice(0, MAX_TERMS),
    weight: weighed.reduce((sum, { weight }) => sum + weight, 0),
    norm: Math.hypot(...weighed.map(({ component }) => component)),
  };
}
