import { ServerError } from '../errors.ts';
import type { Predicate } from '../match/filter.ts';
import type { Doc } from '../values/document.ts';
import { distinct } from '../values/keys.ts';
import { pathOf, valuesAt, type Path } from '../values/paths.ts';
import { coverageOf } from './index-coverage.ts';
import type { IndexSpec } from './index-spec.ts';

/** The values of the fields of an index, in the order of its fields. */
export type IndexKey = readonly unknown[];

/** The keys under which an index holds documents. */
export class IndexKeys {
  private readonly fields: readonly string[];
  private readonly paths: readonly Path[];
  private readonly covers: Predicate;
  private readonly multikeyFields = new Set<string>();

  constructor(spec: IndexSpec) {
    this.fields = Object.keys(spec.key);
    this.paths = this.fields.map(pathOf);
    this.covers = coverageOf(spec);
  }

  /** Whether this field, or any field, ever held an array, so that a document may have several keys. */
  isMultikey(field?: string): boolean {
    return field === undefined ? this.multikeyFields.size > 0 : this.multikeyFields.has(field);
  }

  /**
   * The keys of a document: one for each combination of the values of its fields; none where the index leaves it out.
   * @throws ServerError where two of the fields hold an array
   */
  of(doc: Doc): IndexKey[] {
    if (!this.covers(doc)) return [];
    this.checkParallelArrays(doc);
    return combinations(this.paths.map((path, at) => this.valuesIn(doc, path, at)));
  }

  private valuesIn(doc: Doc, path: Path, at: number): unknown[] {
    const values = indexedAt(doc, path);
    if (values.length > 1 || Array.isArray(values[0]))
      this.multikeyFields.add(this.fields[at] ?? '');
    return values;
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
}

/** Every value that a path reaches, and each element of one that is an array; null where there is nothing. */
function indexedAt(doc: Doc, path: Path): unknown[] {
  const reached = valuesAt(doc, path);
  const [only] = reached;
  if (reached.length === 1 && !Array.isArray(only)) return [only ?? null];
  const all = reached.flatMap((value) =>
    Array.isArray(value) ? [value as unknown, ...(value as unknown[])] : [value],
  );
  return all.length > 0 ? distinct(all).map((value) => value ?? null) : [null];
}

/** The keys that take one value from each list. */
export const combinations = (lists: readonly (readonly unknown[])[]): IndexKey[] =>
  lists.reduce<IndexKey[]>(
    (keys, values) => {
      const [only] = values;
      if (values.length === 1) return keys.map((key) => [...key, only]);
      return keys.flatMap((key) => values.map((value) => [...key, value]));
    },
    [[]],
  );
