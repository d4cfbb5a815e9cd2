/** A candidate of a search: a document, and the idea that would be returned for it. */
import type { Document, IndexedIdea } from './document.ts';
import type { InvertedIndex } from './inverted-index.ts';
import type { SearchOptions } from './search-options.ts';

/** How far a chain of merges is followed; a ring of merges ends here too. */
const MAX_MERGES = 20;

export interface Candidate {
  document: Document;
  /** The idea itself, or the one that it was merged into. */
  idea: IndexedIdea;
}

/** The candidate that a document is; null where the search must not use it, or not return its idea. */
export function candidateOf(
  index: InvertedIndex,
  document: Document,
  { exclude, uses, accepts }: SearchOptions,
): Candidate | null {
  const { id, organisation } = document.idea;
  if (id === exclude || uses?.(organisation) === false) return null;
  const idea = followMerges(index, document.idea);
  if (!idea || idea.id === exclude || accepts?.(idea) === false) return null;
  return { document, idea };
}

/** The idea at the end of the chain of merges; null where that is not in the index. */
function followMerges(index: InvertedIndex, idea: IndexedIdea): IndexedIdea | null {
  let last: IndexedIdea | undefined = idea;
  for (let merges = 0; last?.mergedInto && merges < MAX_MERGES; merges += 1)
    last = index.get(last.mergedInto)?.idea;
  return last?.mergedInto === null ? last : null;
}
