/** Small ideas for an index: each of a few words. */
import type { IndexedIdea } from '../../../../subgraphs/coalition/similar/document.ts';
import {
  createIdeaIndex,
  type Wanted,
} from '../../../../subgraphs/coalition/similar/idea-index.ts';
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

/** What an index answers to a title. */
export const like = (index: Index, title: string, wanted: Partial<Wanted> = {}) =>
  index.like(termsOf({ title, rest: '' }), { first: 100, ...wanted });

export const idsLike = (index: Index, title: string, wanted: Partial<Wanted> = {}): string[] =>
  like(index, title, wanted).map(({ id }) => id);
