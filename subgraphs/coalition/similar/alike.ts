/** Ideas that are alike, each with its card and why it is. */
import type { IdeaCard } from '../../organisation/ideas/idea.ts';
import type { Wanted } from './idea-index.ts';
import { isCandidate, type KnownIdeas } from './known-ideas.ts';
import { sharedBy } from './reason.ts';
import { type Text, termsOf } from './terms.ts';

/** Why an idea is alike. */
export interface Reason {
  words: string[];
  passage: string;
  mergedIdea: IdeaCard | null;
}

export interface AlikeIdea {
  node: IdeaCard;
  score: number;
  why: Reason;
}

export interface SimilarIdeasRow {
  edges: AlikeIdea[];
}

/**
 * The ideas most like a text, best first.
 * @param cardsOf the cards of ideas by their ids; it is called once
 */
export async function alikeIdeas(
  known: Pick<KnownIdeas, 'like' | 'rarity'>,
  cardsOf: (ids: readonly string[]) => PromiseLike<IdeaCard[]>,
  text: Text,
  wanted: Wanted,
): Promise<AlikeIdea[]> {
  const query = termsOf(text);
  const found = known.like(query, wanted);
  const ids = new Set(found.flatMap(({ id, by }) => [id, by]));
  const cards = new Map((await cardsOf([...ids])).map((card) => [card._id, card]));
  return found.flatMap(({ id, score, by }) => {
    const node = cards.get(id);
    // Another process of the coalition may have put a newer card on record.
    if (!node || !isCandidate(node)) return [];
    const said = cards.get(by) ?? node;
    const why = sharedBy(query, said, known.rarity);
    return [{ node, score, why: { ...why, mergedIdea: said === node ? null : said } }];
  });
}
