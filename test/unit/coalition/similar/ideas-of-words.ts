/** Small ideas for an index, each of a few words. */
import type { IndexedIdea } from '../../../../subgraphs/coalition/similar/document.ts';
import { createIdeaIndex } from '../../../../subgraphs/coalition/similar/idea-index.ts';
import type { SearchOptions } from '../../../../subgraphs/coalition/similar/search-options.ts';
import { termsOf } from '../../../../subgraphs/coalition/similar/terms.ts';

export interface WordIdea {
  id: string;
  title: string;
  summary?: string;
  mergedInto?: string | null;
  organisation?: string;
  themes?: string[];
  createdAt?: number;
}

export type Index = ReturnType<typeof createIdeaIndex>;

export function put(index: Index, idea: WordIdea): void {
  const {
    id,
    title,
    summary = null,
    mergedInto = null,
    organisation = 'unite',
    themes = [],
    createdAt = 0,
  } = idea;
  const indexed: IndexedIdea = { id, organisation, themes, createdAt, mergedInto };
  index.put(indexed, { title, summary });
}

export function anIndexOf(ideas: readonly WordIdea[]): Index {
  const index = createIdeaIndex();
  for (const idea of ideas) put(index, idea);
  return index;
}

/** Searches an index for a title. */
export const search = (index: Index, title: string, options: Partial<SearchOptions> = {}) =>
  index.search(termsOf({ title, rest: '' }), { first: 100, ...options });

export const idsFound = (
  index: Index,
  title: string,
  options: Partial<SearchOptions> = {},
): string[] => search(index, title, options).map(({ id }) => id);
