/** A collection whose indexes give orders of every kind: of several fields, of arrays, partial and sparse. */
import { Collection } from '../../src/store/collection.ts';
import { parseIndexSpec } from '../../src/store/index-spec.ts';
import type { Doc } from '../../src/values/document.ts';

const INDEXES = [
  { name: 'a', key: { a: 1, _id: 1 } },
  { name: 'a_b', key: { a: 1, b: -1, _id: -1 } },
  { name: 'b', key: { b: -1, _id: -1 } },
  { name: 'list', key: { list: 1, d: 1, _id: 1 } },
  { name: 'partial', key: { c: 1, b: 1, _id: 1 }, partialFilterExpression: { live: true } },
  { name: 'sparse', key: { c: 1, _id: 1 }, sparse: true },
];

/** A collection of these documents, each with its index as its `_id`; those with the `gone` ids are deleted again. */
export function anOrderedCollection(
  docs: readonly Doc[],
  deleted: readonly number[] = [],
): Collection {
  const collection = new Collection('test.rows');
  for (const index of INDEXES) collection.createIndex(parseIndexSpec(index));
  const stored = docs.map((one, _id) => collection.insert({ _id, ...one }));
  for (const at of new Set(deleted)) if (stored[at]) collection.delete(stored[at]);
  return collection;
}
