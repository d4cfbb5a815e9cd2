/** Why a text is like another: the words that both have, and the passage that has most of them. */
import type { IdeaText } from './document.ts';
import { type TermCounts, type Word, wordsOf } from './terms.ts';

const MOST_WORDS = 10;

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });

/** @param rarity how much a term tells */
export function sharedBy(
  query: TermCounts,
  { title, summary }: IdeaText,
  rarity: (term: string) => number,
): { words: string[]; passage: string } {
  const shared = (text: string): Word[] => {
    const words = wordsOf(text).filter(({ term }) => query.has(term));
    return [...new Map(words.toReversed().map((word) => [word.term, word])).values()];
  };
  const tells = (words: readonly Word[]): number =>
    words.reduce((sum, { term }) => sum + rarity(term), 0);
  const passages = [title, ...sentencesOf(summary ?? '')];
  const best = passages.reduce((one, other) =>
    tells(shared(other)) > tells(shared(one)) ? other : one,
  );
  const words = shared(`${title}\n${summary ?? ''}`).toSorted(
    (a, b) => rarity(b.term) - rarity(a.term) || (a.term < b.term ? -1 : 1),
  );
  return { words: words.slice(0, MOST_WORDS).map(({ word }) => word), passage: best };
}

const sentencesOf = (text: string): string[] =>
  Array.from(sentences.segment(text), ({ segment }) => segment.trim()).filter(Boolean);
