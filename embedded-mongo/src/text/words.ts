/** Splits a text into words, as a text index does. */

/** Languages of the server's text index, version 3, by name and by ISO 639-1 code. */
const LANGUAGES: Readonly<Record<string, string>> = {
  none: 'none',
  da: 'danish',
  nl: 'dutch',
  en: 'english',
  fi: 'finnish',
  fr: 'french',
  de: 'german',
  hu: 'hungarian',
  nb: 'norwegian',
  pt: 'portuguese',
  ro: 'romanian',
  ru: 'russian',
  es: 'spanish',
  sv: 'swedish',
  it: 'italian',
  tr: 'turkish',
};
const NAMES = new Set(Object.values(LANGUAGES));

/** @returns the name of the language; undefined where the server has no such language */
export function languageNamed(language: string): string | undefined {
  const given = language.toLowerCase();
  if (NAMES.has(given)) return given;
  return Object.hasOwn(LANGUAGES, given) ? LANGUAGES[given] : undefined;
}

const STOP_WORDS = new Set(
  (
    'a about above after again against all am an and any are as at be because been before being below between both ' +
    'but by can did do does doing don down during each few for from further had has have having he her here hers ' +
    'herself him himself his how i if in into is it its itself just me more most my myself no nor not now of off on ' +
    'once only or other our ours ourselves out over own s same she should so some such t than that the their theirs ' +
    'them themselves then there these they this those through to too under until up very was we were what when where ' +
    'which while who whom why will with you your yours yourself yourselves'
  ).split(' '),
);

/**
 * The text in lower case and without accents, as searches compare it.
 * @example folded('Café') // 'cafe'
 */
export const folded = (text: string): string =>
  text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** The words of a text, each as its stem, without stop words. Only English has stems and stop words here. */
export function wordsOf(text: string, language: string): string[] {
  const words = folded(text).match(/[\p{L}\p{N}_]+/gu) ?? [];
  return language === 'english' ? words.filter((word) => !STOP_WORDS.has(word)).map(stem) : words;
}

const VOWEL = /[aeiouy]/;
const DOUBLE = /([^aeiouylsz])\1$/;

/** Removes English inflections, by steps 1 and 5a of M. F. Porter, "An algorithm for suffix stripping" (1980). */
function stem(word: string): string {
  if (word.length < 4) return word;
  const singular = word
    .replace(/sses$/, 'ss')
    .replace(/ies$/, 'i')
    .replace(/([^s])s$/, '$1');
  const bare = singular.replace(/(?:ed|ing)$/, '');
  const base = bare !== singular && VOWEL.test(bare) ? bare.replace(DOUBLE, '$1') : singular;
  if (base.length < 4) return base;
  return base.replace(/y$/, 'i').replace(/e$/, '');
}
