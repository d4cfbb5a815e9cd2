/** Text search: parsing a search, and scoring a document for it. */
import { badValue } from '../errors.ts';
import { isDoc, type Doc } from '../values/document.ts';
import { getOwn, pathOf, valuesAt } from '../values/paths.ts';
import { folded, languageNamed, wordsOf } from './words.ts';

/** Documents must hold one of the terms and all of the phrases, and nothing that is negated. */
export interface TextSearch {
  readonly terms: ReadonlySet<string>;
  readonly phrases: readonly string[];
  readonly negatedTerms: ReadonlySet<string>;
  readonly negatedPhrases: readonly string[];
}

const OPTIONS = new Set(['$search', '$language', '$caseSensitive', '$diacriticSensitive']);

/** @param condition the argument of `$text` */
export function parseSearch(condition: unknown, defaultLanguage: string): TextSearch {
  if (!isDoc(condition) || typeof condition['$search'] !== 'string')
    throw badValue('$text needs a string $search');
  const unknown = Object.keys(condition).find((key) => !OPTIONS.has(key));
  if (unknown !== undefined) throw badValue(`extra fields in $text: ${unknown}`);
  if (condition['$caseSensitive'] === true || condition['$diacriticSensitive'] === true) {
    throw badValue('The embedded engine searches without regard to case and accents only');
  }
  return searchFor(condition['$search'], languageOf(condition['$language'] ?? defaultLanguage));
}

function languageOf(given: unknown): string {
  const language = languageNamed(String(given));
  if (language === undefined)
    throw badValue(`unsupported language: "${String(given)}" for text index version 3`);
  return language;
}

function searchFor(search: string, language: string): TextSearch {
  const phrases: string[] = [];
  const negatedPhrases: string[] = [];
  const terms = new Set<string>();
  const negatedTerms = new Set<string>();
  for (const [, minus, phrase, word = ''] of search.matchAll(/(?<!\S)(-?)(?:"([^"]*)"|(\S+))/g)) {
    if (phrase !== undefined) (minus ? negatedPhrases : phrases).push(folded(phrase));
    if (phrase !== undefined && minus) continue;
    for (const term of wordsOf(phrase ?? word, language)) (minus ? negatedTerms : terms).add(term);
  }
  return {
    terms,
    phrases: phrases.filter(Boolean),
    negatedTerms,
    negatedPhrases: negatedPhrases.filter(Boolean),
  };
}

/** Whether the words that a document holds are enough to decide. */
export const isWordsOnly = ({ phrases, negatedTerms, negatedPhrases }: TextSearch): boolean =>
  phrases.length === 0 && negatedTerms.size === 0 && negatedPhrases.length === 0;

/** One string of an indexed field, split into words. */
interface AnalysedText {
  readonly weight: number;
  readonly text: string;
  readonly counts: ReadonlyMap<string, number>;
  /** How many words it has, without stop words. */
  readonly length: number;
}

/** The indexed strings of one document. */
export type Analysis = readonly AnalysedText[];

/** @param weights of the indexed fields; the field `$**` stands for every string of the document */
export function analyse(
  doc: Doc,
  weights: Readonly<Record<string, number>>,
  language: string,
): Analysis {
  return Object.entries(weights).flatMap(([field, weight]) =>
    stringsAt(doc, field).map((text) => analyseText(text, weight, language)),
  );
}

function analyseText(text: string, weight: number, language: string): AnalysedText {
  const words = wordsOf(text, language);
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return { weight, text: folded(text), counts, length: words.length };
}

function stringsAt(doc: Doc, field: string): string[] {
  const values = field === '$**' ? [doc] : valuesAt(doc, pathOf(field)).flat();
  return field === '$**' ? allStrings(doc) : values.filter((value) => typeof value === 'string');
}

function allStrings(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(allStrings);
  return isDoc(value) ? Object.keys(value).flatMap((key) => allStrings(getOwn(value, key))) : [];
}

/**
 * The score of a document, 0 where it does not match. For each field and term: weight × frequency × coefficient, where
 * each further occurrence counts half of the one before and a short field counts more than a long one.
 * Source: the scoring of MongoDB's text index (version 2 and later), `fts_spec.cpp`.
 */
export function scoreOf(analysis: Analysis, search: TextSearch): number {
  const holds = (phrase: string) => analysis.some(({ text }) => text.includes(phrase));
  if (!search.phrases.every(holds) || search.negatedPhrases.some(holds)) return 0;
  for (const field of analysis)
    for (const term of search.negatedTerms) if (field.counts.has(term)) return 0;
  let score = 0;
  for (const term of search.terms) score += scoreOfTerm(analysis, term);
  return score;
}

/** By term of a document, what it adds to the score for a search that has this term. */
export const termScores = (analysis: Analysis): Map<string, number> =>
  new Map(
    analysis
      .flatMap(({ counts }) => [...counts.keys()])
      .map((term) => [term, scoreOfTerm(analysis, term)]),
  );

const scoreOfTerm = (analysis: Analysis, term: string): number =>
  analysis.reduce((sum, field) => sum + termScore(field, term), 0);

function termScore({ counts, length, text, weight }: AnalysedText, term: string): number {
  const count = counts.get(term);
  if (count === undefined) return 0;
  const frequency = 2 * (1 - 0.5 ** count);
  const coefficient = (0.5 * count) / length + 0.5;
  const wholeField = text === term ? 1.1 : 1;
  return weight * frequency * coefficient * wholeField;
}
