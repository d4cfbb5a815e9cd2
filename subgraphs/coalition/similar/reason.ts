/** Explains why an idea is similar to a text: the words that both have, and the passage with most of them. */
import type { IdeaText } from './document.ts';
import { type TermCounts, type Word, wordsOf } from './terms.ts';

export const MAX_WORDS = 10;

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });

/**
 * @param query the terms of the text
 * @param idf the inverse document frequency of a term
 * @returns the words, rarest first, as the idea spells them; and its title or a sentence of its summary
 */
export function explainMatch(
  query: TermCounts,
  { title, summary }: IdeaText,
  idf: (term: string) => number,
): { words: string[]; passage: string } {
  const shared = (text: string): Word[] => {
    const words = wordsOf(text).filter(({ term }) => query.has(term));
    return [...new Map(words.toReversed().map((word) => [word.term, word])).values()];
  };
  const weightOf = (words: readonly Word[]): number =>
    words.reduce((sum, { term }) => sum + idf(term), 0);
  const passages = [title, ...sentencesOf(summary ?? '')];
  const best = passages.reduce((one, other) =>
    weightOf(shared(other)) > weightOf(shared(one)) ? other : one,
  );
  const words = shared(`${title}\n${summary ?? ''}`).toSorted(
    (a, b) => idf(b.term) - idf(a.term) || (a.term < b.term ? -1 : 1),
  );
  return { words: words.slice(0, MAX_WORDS).map(({ word }) => word), passage: best };
}

const sentencesOf = (text: string): string[] =>
  Array.from(sentences.segment(text), ({ segment }) => segment.trim()).filter(Boolean);
