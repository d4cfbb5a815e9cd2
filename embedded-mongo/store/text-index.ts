import { badValue, ServerError } from '../errors.ts';
import type { Predicate } from '../match/filter.ts';
import { toNumber } from '../numbers.ts';
import { analyse, parseSearch, scoreOf, type Analysis, type TextSearch } from '../text/search.ts';
import { languageNamed } from '../text/words.ts';
import { isMissing, type Doc } from '../values/document.ts';
import { getOwn } from '../values/paths.ts';
import type { Score } from '../values/sort.ts';
import { withKey, withoutKey, keysIn, type Bucket } from './bucket.ts';
import type { IndexSpec } from './index-spec.ts';

/** An inverted index over the strings of some fields, each with a weight. */
export class TextIndex {
  readonly spec: IndexSpec;
  private readonly weights: Readonly<Record<string, number>>;
  private readonly language: string;
  /** The field in which a document names its own language. */
  private readonly override: string;
  private readonly postings = new Map<string, Bucket>();
  /** By version of a document, since a stored document is never changed in place. */
  private readonly analyses = new WeakMap<Doc, Analysis>();

  constructor(spec: IndexSpec) {
    this.spec = spec;
    this.weights = weightsOf(spec);
    this.language = supported(spec.default_language ?? 'english');
    this.override = spec.language_override ?? 'language';
  }

  /** A text index is never unique. */
  conflicts(): boolean {
    return false;
  }

  add(doc: Doc, key: string): void {
    for (const term of this.termsOf(doc))
      this.postings.set(term, withKey(this.postings.get(term), key));
  }

  remove(doc: Doc, key: string): void {
    for (const term of this.termsOf(doc)) {
      const rest = withoutKey(this.postings.get(term), key);
      if (rest === undefined) this.postings.delete(term);
      else this.postings.set(term, rest);
    }
  }

  replace(old: Doc, doc: Doc, key: string): void {
    const fresh = this.termsOf(doc);
    this.remove(old, key);
    for (const term of fresh) this.postings.set(term, withKey(this.postings.get(term), key));
  }

  /** The documents that hold one of the terms. */
  candidates(condition: unknown): Iterable<string> {
    const buckets = [...this.parse(condition).terms].map((term) => this.postings.get(term));
    return keysIn(buckets.filter((bucket) => bucket !== undefined));
  }

  predicate(condition: unknown): Predicate {
    const score = this.score(condition);
    return (doc) => score(doc) > 0;
  }

  /** How well a document answers the argument of `$text`. */
  score(condition: unknown): Score {
    const search = this.parse(condition);
    return (doc) => scoreOf(this.analysisOf(doc), search);
  }

  private parse(condition: unknown): TextSearch {
    return parseSearch(condition, this.language);
  }

  private termsOf(doc: Doc): Set<string> {
    return new Set(this.analysisOf(doc).flatMap(({ counts }) => [...counts.keys()]));
  }

  private analysisOf(doc: Doc): Analysis {
    const known = this.analyses.get(doc);
    if (known) return known;
    const analysis = analyse(doc, this.weights, this.languageOf(doc));
    this.analyses.set(doc, analysis);
    return analysis;
  }

  private languageOf(doc: Doc): string {
    const own = getOwn(doc, this.override);
    if (isMissing(own)) return this.language;
    if (typeof own === 'string') return supported(own);
    throw new ServerError(
      'Location17261',
      'found language override field in document with non-string type',
    );
  }
}

function supported(name: string): string {
  const language = languageNamed(name);
  if (language !== undefined) return language;
  throw new ServerError('Location17262', `language override unsupported: ${name}`);
}

function weightsOf(spec: IndexSpec): Record<string, number> {
  const fields = Object.keys(spec.key).filter((field) => spec.key[field] === 'text');
  const weights = new Map([
    ...fields.map((field) => [field, 1] as const),
    ...Object.entries(spec.weights ?? {}),
  ]);
  return Object.fromEntries(
    [...weights].map(([field, weight]) => {
      const number = toNumber(weight);
      if (number > 0) return [field, number];
      throw badValue(`The weight of '${field}' must be above 0, but got ${String(weight)}`);
    }),
  );
}

/** How the server lists a text index: its fields stand in `weights`, not in the key. */
export function textListing(spec: IndexSpec): Doc {
  const plain = Object.entries(spec.key).filter(([, kind]) => kind !== 'text');
  return {
    ...spec,
    key: { ...Object.fromEntries(plain), _fts: 'text', _ftsx: 1 },
    weights: weightsOf(spec),
    default_language: spec.default_language ?? 'english',
    language_override: spec.language_override ?? 'language',
    textIndexVersion: 3,
  };
}
