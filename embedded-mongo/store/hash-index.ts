import { ServerError } from '../errors.ts';
import { compileFilter, type Predicate } from '../match/filter.ts';
import { isMissing, type Doc } from '../values/document.ts';
import { keyOf, NULL_KEY, sized } from '../values/keys.ts';
import { pathOf, valuesAt, type Path } from '../values/paths.ts';
import { implies } from './partial-filter.ts';
import { bucketSize, holdsAnother, keysIn, withKey, withoutKey, type Bucket } from './bucket.ts';
import type { IndexSpec } from './index-spec.ts';

/** Documents that an index says may match. */
export interface Reach {
  readonly keys: Iterable<string>;
  /** How many, counting a document once for each bucket it is in. */
  readonly size: number;
}

/** The most combinations of `$in` values that are looked up one by one. */
const MAX_COMBINATIONS = 10_000;

/**
 * An index by hash. It answers equality on its first field, its first two, and so on; order and ranges it does not.
 * An array is indexed by each element and as a whole.
 */
export class HashIndex {
  readonly spec: IndexSpec;
  readonly fields: readonly string[];
  private readonly paths: readonly Path[];
  private readonly partial: Predicate | undefined;
  /** At `n`, the documents by their first `n + 1` fields. */
  private readonly levels: readonly Map<string, Bucket>[];

  constructor(spec: IndexSpec) {
    this.spec = spec;
    this.fields = Object.keys(spec.key);
    this.paths = this.fields.map(pathOf);
    this.levels = this.fields.map(() => new Map<string, Bucket>());
    const { partialFilterExpression: partial } = spec;
    this.partial = partial && compileFilter(partial);
  }

  /** Whether a unique index holds another document with a key of this one. */
  conflicts(doc: Doc, self?: string): boolean {
    if (!this.spec.unique) return false;
    const whole = this.levels.at(-1);
    return (
      this.tuplesOf(doc)
        .at(-1)
        ?.some((tuple) => holdsAnother(whole?.get(tuple), self)) ?? false
    );
  }

  add(doc: Doc, key: string): void {
    this.addTuples(this.tuplesOf(doc), key);
  }

  remove(doc: Doc, key: string): void {
    this.removeTuples(this.tuplesOf(doc), key);
  }

  /** Takes the new version of a document in the place of the old; free where its indexed fields are the same. */
  replace(old: Doc, doc: Doc, key: string): void {
    const [before, after] = [this.tuplesOf(old), this.tuplesOf(doc)];
    if (sameTuples(before.at(-1), after.at(-1))) return;
    this.removeTuples(before, key);
    this.addTuples(after, key);
  }

  /** The documents that hold the values a filter demands; undefined where this index cannot say. */
  reach(filter: Doc, demanded: ReadonlyMap<string, readonly unknown[]>): Reach | undefined {
    const values = this.usablePrefix(demanded);
    const level = this.levels[values.length - 1];
    if (!level || !this.holdsAllOf(filter, values)) return undefined;
    const buckets = combinations(values.map((list) => [...new Set(list.map(keyOf))]))
      .map((tuple) => level.get(tuple))
      .filter((bucket) => bucket !== undefined);
    const size = buckets.reduce((sum, bucket) => sum + bucketSize(bucket), 0);
    return { keys: keysIn(buckets), size };
  }

  /** The values for the leading fields of the index, as far as the filter demands them and they are few. */
  private usablePrefix(demanded: ReadonlyMap<string, readonly unknown[]>): (readonly unknown[])[] {
    const prefix: (readonly unknown[])[] = [];
    let count = 1;
    for (const field of this.fields) {
      const values = demanded.get(field);
      count *= values?.length ?? 1;
      if (!values || (prefix.length > 0 && count > MAX_COMBINATIONS)) break;
      prefix.push(values);
    }
    return prefix;
  }

  /** Sparse and partial indexes lack some documents; these values or this filter must exclude those. */
  private holdsAllOf(filter: Doc, values: readonly (readonly unknown[])[]): boolean {
    if (this.spec.sparse && values.some((list) => list.some(isMissing))) return false;
    const { partialFilterExpression } = this.spec;
    return partialFilterExpression === undefined || implies(filter, partialFilterExpression);
  }

  private covers(doc: Doc): boolean {
    if (this.partial && !this.partial(doc)) return false;
    if (!this.spec.sparse) return true;
    return this.paths.some((path) => valuesAt(doc, path).some((value) => value !== undefined));
  }

  /** For each level, the keys that a document has there; several where a field is an array. */
  private tuplesOf(doc: Doc): string[][] {
    if (!this.covers(doc)) return [];
    this.checkParallelArrays(doc);
    let tuples = [''];
    return this.paths.map((path) => {
      const keys = keysAt(doc, path).map(sized);
      tuples = tuples.flatMap((tuple) => keys.map((key) => tuple + key));
      return tuples;
    });
  }

  private checkParallelArrays(doc: Doc): void {
    if (this.paths.length === 1) return;
    const arrays = this.fields.filter((field) => Array.isArray(doc[field]));
    if (arrays.length < 2) return;
    throw new ServerError(
      'CannotIndexParallelArrays',
      `cannot index parallel arrays [${arrays.join('] [')}]`,
    );
  }

  private addTuples(tuples: string[][], key: string): void {
    for (const [i, level] of this.levels.entries()) {
      for (const tuple of tuples[i] ?? []) level.set(tuple, withKey(level.get(tuple), key));
    }
  }

  private removeTuples(tuples: string[][], key: string): void {
    for (const [i, level] of this.levels.entries()) {
      for (const tuple of tuples[i] ?? []) {
        const rest = withoutKey(level.get(tuple), key);
        if (rest === undefined) level.delete(tuple);
        else level.set(tuple, rest);
      }
    }
  }
}

const sameTuples = (a: string[] = [], b: string[] = []): boolean =>
  a.length === b.length && a.every((tuple, i) => tuple === b[i]);

function keysAt(doc: Doc, path: Path): string[] {
  const keys = new Set<string>();
  for (const value of valuesAt(doc, path)) {
    keys.add(keyOf(value));
    if (Array.isArray(value)) for (const element of value) keys.add(keyOf(element));
  }
  return keys.size > 0 ? [...keys] : [NULL_KEY];
}

const combinations = (lists: string[][]): string[] =>
  lists.reduce(
    (tuples, keys) => tuples.flatMap((tuple) => keys.map((key) => tuple + sized(key))),
    [''],
  );
