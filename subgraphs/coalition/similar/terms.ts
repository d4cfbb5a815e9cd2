/** What a text is about, as terms: its words without endings, and without those that say nothing. */
import { stemmer } from 'stemmer';
import { STOP_WORDS } from './stop-words.ts';

/** A word as it stands in a text, and the term that it is counted as. */
export interface Word {
  word: string;
  term: string;
}

/** How often each term occurs; an occurrence in a title counts several times. */
export type TermCounts = ReadonlyMap<string, number>;

/** A text in its two parts. */
export interface Text {
  /** What is wanted, in a line. */
  title: string;
  /** What else is said. */
  rest: string;
}

/** A word in a title says more than one in the text below. */
const TITLE_WEIGHT = 4;

/** What is longer is no word; a stem of it would cost more than it tells. */
const LONGEST_WORD = 40;

const ADDRESS = /https?:\/\/\S+/g;
const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu;

/** The words of a text that say something, in order. */
export function wordsOf(text: string): Word[] {
  const words = text.normalize('NFC').replace(ADDRESS, ' ').match(WORD) ?? [];
  return words.flatMap((word) => {
    const plain = word.toLowerCase();
    const says = !STOP_WORDS.has(plain) && plain.length <= LONGEST_WORD;
    return says ? [{ word, term: stemmer(plain) }] : [];
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

/** The parts of a text that someone pasted: what stands in its first line is read as its title. */
export function partsOf(text: string): Text {
  const [title = '', ...rest] = text.trim().split('\n');
  return { title, rest: rest.join('\n') };
}
