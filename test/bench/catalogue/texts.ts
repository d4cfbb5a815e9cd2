/** What cards say: titles and texts of real petitions where those are at hand, else words with as uneven a spread. */
import type { Chance } from '../../../development/sample/chance.ts';
import { hasPetitions, PETITIONS, readPetitions } from '../petitions.ts';

/** Draws a place in a list as words are drawn in a language: the first most often, each in proportion to 1 / its rank. */
export const zipf = (chance: Chance, count: number): number =>
  Math.floor((count + 1) ** chance.fraction()) - 1;

const SYLLABLES = ['ba', 'den', 'fir', 'go', 'lum', 'mi', 'nor', 'pe', 'ras', 'tol', 'ven', 'wick'];

/** A word of its own for each number. */
function wordOf(number: number): string {
  const last = SYLLABLES[number % SYLLABLES.length] ?? '';
  return number < SYLLABLES.length
    ? last
    : wordOf(Math.floor(number / SYLLABLES.length) - 1) + last;
}

/** As many different words as a large catalogue has beside the common ones, and how many those are. */
const RARE = 20_000;
const WORDS = 5_000;

const made = (chance: Chance, count: number): string =>
  Array.from({ length: count }, () => wordOf(zipf(chance, WORDS))).join(' ');

/** A rare word; a card of so many has it. */
const rareWord = (number: number): string => wordOf(WORDS + (number % RARE));

export type Text = { title: string; summary: string };

const petitions = hasPetitions ? readPetitions(PETITIONS).candidates : [];

export const source = hasPetitions ? 'real petitions' : 'an invented vocabulary';

/** The text of one card: the title of one petition, the summary of another, and a rare word. */
export function textOf(chance: Chance, number: number): Text {
  if (!hasPetitions)
    return {
      title: made(chance, chance.integer(4, 12)),
      summary: `${made(chance, 40)} ${rareWord(number)}`,
    };
  const { title } = chance.pick(petitions);
  const { summary } = chance.pick(petitions);
  return { title, summary: `${summary.slice(0, 340)} ${rareWord(number)}` };
}
