/** The index of ideas: finds the ideas that are most similar to a text. It is in memory, and changes idea by idea. */
import type { IdeaText, IndexedIdea } from './document.ts';
import { createInvertedIndex } from './inverted-index.ts';
import { weighTerms } from './query.ts';
import { type Match, rank } from './ranking.ts';
import type { SearchOptions } from './search-options.ts';
import { createShortlist } from './shortlist.ts';
import type { TermCounts } from './terms.ts';

export function createIdeaIndex() {
  const index = createInvertedIndex();
  const shortlist = createShortlist(index);
  return {
    /** Adds an idea, or replaces it. */
    put: (idea: IndexedIdea, text: IdeaText): void => index.put(idea, text),

    remove: (id: string): void => index.remove(id),

    /** How many documents and how many different terms it has. */
    size: index.size,

    /** The inverse document frequency of a term: the fewer ideas have it, the higher. */
    idf: (term: string): number => index.idf(index.list(term)),

    /** The ideas most similar to a text, best first. An idea without a word in common with it is not among them. */
    search(text: TermCounts, options: SearchOptions): Match[] {
      const query = weighTerms(index, text);
      const candidates = shortlist(query, options);
      return rank(index, query, candidates, options.askedAt).slice(0, options.first);
    },
  };
}
