import { badValue, ServerError } from '../errors.ts';
import type { Predicate } from '../match/filter.ts';
import { toNumber } from '../numbers.ts';
import {
  analyse,
  type Analysis,
  isWordsOnly,
  parseSearch,
  scoreOf,
  termScores,
  type TextSearch,
} from '../text/search.ts';
import { languageNamed } from '../text/words.ts';
import { isMissing, type Doc } from '../values/document.ts';
import { equal, keyOf } from '../values/keys.ts';
import { getOwn, type Path, pathOf, valuesAt } from '../values/paths.ts';
import type { Score } from '../values/sort.ts';
import type { IndexSpec } from './index-spec.ts';

/**
 * An inverted index over the strings of some fields, each with a weight. It stores what each word adds to the score of
 * a document, so a search for words only adds up numbers. A search with phrases or negations reads the texts again.
 */
export class TextIndex {
  readonly spec: IndexSpec;
  private readonly weights: Readonly<Record<string, number>>;
  private readonly paths: readonly Path[];
  private readonly language: string;
  /** The field in which a document names its own language. */
  private readonly override: string;
  /** By term, the documents that hold it, and what it adds to the score of each. */
  private readonly postings = new Map<string, Map<string, number>>();

  constructor(spec: IndexSpec) {
    this.spec = spec;
    this.weights = weightsOf(spec);
    this.language = supported(spec.default_language ?? 'english');
    this.override = spec.language_override ?? 'language';
    this.paths = [...Object.keys(this.weights), this.override].map(pathOf);
  }

  /** A text index is never unique. */
  conflicts(): boolean {
    return false;
  }

  add(doc: Doc, id: string): void {
    for (const [term, score] of termScores(this.analysisOf(doc))) {
      const posting = this.postings.get(term);
      if (posting) posting.set(id, score);
      else this.postings.set(term, new Map([[id, score]]));
    }
  }

  remove(doc: Doc, id: string): void {
    for (const term of termScores(this.analysisOf(doc)).keys()) {
      const posting = this.postings.get(term);
      posting?.delete(id);
      if (posting?.size === 0) this.postings.delete(term);
    }
  }

  /** Does nothing where the texts stay the same, as they do in most updates. */
  replace(old: Doc, doc: Doc, id: string): void {
    if (this.hasSameTexts(old, doc)) return;
    // Throws where the new version cannot be indexed, before the old one is removed.
    this.analysisOf(doc);
    this.remove(old, id);
    this.add(doc, id);
  }

  /** The documents that hold one of the terms. */
  candidates(condition: unknown): ReadonlySet<string> {
    const [first, ...others] = this.postingsOf(this.parse(condition));
    const ids = new Set(first?.keys());
    for (const posting of others) for (const id of posting.keys()) ids.add(id);
    return ids;
  }

  /** @param isNarrowed whether only candidates of the same condition are tested */
  predicate(condition: unknown, isNarrowed: boolean): Predicate {
    if (isNarrowed && isWordsOnly(this.parse(condition))) return () => true;
    const score = this.score(condition, () => true);
    return (doc) => score(doc) > 0;
  }

  /**
   * The score of documents for the argument of `$text`.
   * @param isIndexed whether this is the version of a document that the index holds; a reader may have an older one
   */
  score(condition: unknown, isIndexed: (doc: Doc, id: string) => boolean): Score {
    const search = this.parse(condition);
    const bySearch: Score = (doc) => scoreOf(this.analysisOf(doc), search);
    if (!isWordsOnly(search)) return bySearch;
    const postings = this.postingsOf(search);
    return (doc) => {
      const id = keyOf(doc['_id']);
      if (!isIndexed(doc, id)) return bySearch(doc);
      return postings.reduce((sum, posting) => sum + (posting.get(id) ?? 0), 0);
    };
  }

  private parse(condition: unknown): TextSearch {
    return parseSearch(condition, this.language);
  }

  private postingsOf({ terms }: TextSearch): ReadonlyMap<string, number>[] {
    return [...terms].flatMap((term) => this.postings.get(term) ?? []);
  }

  private hasSameTexts(old: Doc, doc: Doc): boolean {
    if ('$**' in this.weights) return false;
    return this.paths.every((path) => equal(valuesAt(old, path), valuesAt(doc, path)));
  }

  private analysisOf(doc: Doc): Analysis {
    return analyse(doc, this.weights, this.languageOf(doc));
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

/** A text index as the server lists it: with its fields in `weights`, not in the key. */
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
