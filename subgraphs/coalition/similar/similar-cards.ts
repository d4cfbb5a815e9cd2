/** The cards of the ideas that are similar to a text, each with the reason. */
import type { IdeaCard } from '../../organisation/ideas/idea.ts';
import { type CardIndex, isSearchable } from './card-index.ts';
import { explainMatch } from './reason.ts';
import type { SearchOptions } from './search-options.ts';
import { type Text, termsOf } from './terms.ts';

/** Why an idea is similar. */
export interface Reason {
  /** The words that it has in common with the text. */
  words: string[];
  /** Its title, or the sentence with most of these words. */
  passage: string;
  /** The merged idea whose text is similar; null where it is the idea's own. */
  mergedIdea: IdeaCard | null;
}

export interface SimilarIdea {
  node: IdeaCard;
  /** 0 to 1. */
  score: number;
  why: Reason;
}

export interface SimilarIdeasRow {
  edges: SimilarIdea[];
}

/**
 * Finds the ideas most similar to a text, best first.
 * @param cardsOf reads the cards of ideas by their ids; it is called once
 */
export async function findSimilarCards(
  index: Pick<CardIndex, 'search' | 'idf'>,
  cardsOf: (ids: readonly string[]) => PromiseLike<IdeaCard[]>,
  text: Text,
  options: SearchOptions,
): Promise<SimilarIdea[]> {
  const terms = termsOf(text);
  const matches = index.search(terms, options);
  const ids = new Set(matches.flatMap(({ id, matchedBy }) => [id, matchedBy]));
  const cards = new Map((await cardsOf([...ids])).map((card) => [card._id, card]));
  return matches.flatMap(({ id, score, matchedBy }) => {
    const node = cards.get(id);
    // Another process may have stored a newer card since.
    if (!node || !isSearchable(node)) return [];
    const matched = cards.get(matchedBy) ?? node;
    const mergedIdea = matched === node ? null : matched;
    return [{ node, score, why: { ...explainMatch(terms, matched, index.idf), mergedIdea } }];
  });
}
