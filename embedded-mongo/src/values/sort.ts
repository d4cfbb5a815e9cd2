import { isDoc, type Doc } from './document.ts';
import { compare, EMPTY_ARRAY } from './order.ts';
import { getOwn, pathOf, valuesAt, type Path } from './paths.ts';
import { badValue } from '../errors.ts';

/** The score of a document in a text search; 0 where there is no search. */
export type Score = (doc: Doc) => number;

interface SortKey {
  readonly path: Path;
  readonly direction: 1 | -1;
  readonly byScore: boolean;
}

interface Row<T> {
  readonly doc: T;
  readonly values: readonly unknown[];
}

/**
 * The documents in the order of a sort specification such as `{ startsAt: 1, title: -1 }` or
 * `{ score: { $meta: 'textScore' } }`. Equal documents keep their order; the input is left as it was.
 * @param most how many from the start are wanted; the rest is not sorted
 */
export function sorted<T extends Doc>(
  docs: readonly T[],
  spec: Doc,
  score: Score = () => 0,
  most = Number.POSITIVE_INFINITY,
): T[] {
  const keys = sortKeys(spec);
  const rowOf = (doc: T): Row<T> => ({
    doc,
    values: keys.map((key) => valueToSort(doc, key, score)),
  });
  const order = (a: Row<T>, b: Row<T>): number => compareRows(a.values, b.values, keys);
  const rows = most < docs.length ? firstRows(docs, rowOf, order, most) : docs.map(rowOf);
  if (most >= docs.length) rows.sort(order);
  return rows.map((row) => row.doc);
}

/** The first rows in order. Each document is inserted among the first so far, or comes after them all. */
function firstRows<T>(
  docs: readonly T[],
  rowOf: (doc: T) => Row<T>,
  order: (a: Row<T>, b: Row<T>) => number,
  most: number,
): Row<T>[] {
  const rows: Row<T>[] = [];
  for (const doc of docs) {
    const row = rowOf(doc);
    const last = rows[most - 1];
    if (last && order(last, row) <= 0) continue;
    rows.splice(indexFor(rows, row, order), 0, row);
    if (rows.length > most) rows.pop();
  }
  return rows;
}

/** The index at which a row belongs: after those that are equal to it. */
function indexFor<T>(
  rows: readonly Row<T>[],
  row: Row<T>,
  order: (a: Row<T>, b: Row<T>) => number,
) {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (order(rows[middle] as Row<T>, row) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function sortKeys(spec: Doc): SortKey[] {
  return Object.entries(spec).map(([field, direction]) => {
    if (isDoc(direction) && direction['$meta'] === 'textScore') {
      return { path: [field], direction: -1, byScore: true };
    }
    const sign = Number(String(direction));
    if (sign !== 1 && sign !== -1)
      throw badValue(`$sort key ordering must be 1 (for ascending) or -1 (for descending)`);
    return { path: pathOf(field), direction: sign, byScore: false };
  });
}

function compareRows(
  a: readonly unknown[],
  b: readonly unknown[],
  keys: readonly SortKey[],
): number {
  for (const [i, { direction }] of keys.entries()) {
    const order = compare(a[i], b[i]);
    if (order !== 0) return order * direction;
  }
  return 0;
}

/** The value by which a document is sorted. Of an array: its least element when ascending, its greatest otherwise. */
function valueToSort(doc: Doc, { path, direction, byScore }: SortKey, score: Score): unknown {
  if (byScore) return score(doc);
  const only = path.length === 1 ? getOwn(doc, path[0] ?? '') : undefined;
  if (only !== undefined && !Array.isArray(only)) return only;
  const reached = valuesAt(doc, path).flatMap((value) => {
    if (!Array.isArray(value)) return [value];
    return value.length > 0 ? (value as unknown[]) : [EMPTY_ARRAY];
  });
  if (reached.length === 0) return undefined;
  return reached.reduce((best, value) => (compare(value, best) * direction < 0 ? value : best));
}
