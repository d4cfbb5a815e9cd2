/** The terms of a text: its words, stemmed, without stop words. */
import { stemmer } from 'stemmer';
import { STOP_WORDS } from './stop-words.ts';

/** A word of a text, and the term that it is indexed as. */
export interface Word {
  word: string;
  term: string;
}

/** How often each term occurs in a text. A word of the title counts several times. */
export type TermCounts = ReadonlyMap<string, number>;

/** A text in two parts. */
export interface Text {
  title: string;
  /** Everything after the title. */
  rest: string;
}

/** A word in the title counts as much as this many in the rest: it tells more. */
const TITLE_WEIGHT = 4;

/** A longer string is not indexed: it is no word, and stemming it would take long. */
const MAX_WORD_LENGTH = 40;

const ADDRESS = /https?:\/\/\S+/g;
const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu;

/** The words of a text that are indexed, in order. */
export function wordsOf(text: string): Word[] {
  const words = text.normalize('NFC').replace(ADDRESS, ' ').match(WORD) ?? [];
  return words.flatMap((word) => {
    const plain = word.toLowerCase();
    const isIndexed = !STOP_WORDS.has(plain) && plain.length <= MAX_WORD_LENGTH;
    return isIndexed ? [{ word, term: stemmer(plain) }] : [];
  });
}

/** The terms of a text, in order of their first occurrence. */
export function termsOf({ title, rest }: Text): TermCounts {
  const counts = new Map<string, number>();
  const count = (part: string, weight: number) => {
    for (const { term } of wordsOf(part)) counts.set(term, (counts.get(term) ?? 0) + weight);
  };
  count(title, TITLE_WEIGHT);
  count(rest, 1);
  return counts;
}

/** Splits a pasted text: its first line is the title. */
export function splitTitle(text: string): Text {
  const [title = '', ...rest] = text.trim().split('\n');
  return { title, rest: rest.join('\n') };
}
