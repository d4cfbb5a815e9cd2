/** A text index agrees with the texts of its documents. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Collection } from '../../src/store/collection.ts';
import { analyse, parseSearch, scoreOf } from '../../src/text/search.ts';
import type { Doc } from '../../src/values/document.ts';

const WEIGHTS = { title: 3, summary: 1 };
const SPEC = {
  v: 2,
  name: 'text',
  key: { title: 'text', summary: 'text' },
  weights: WEIGHTS,
} as const;

const aCollection = (docs: readonly Doc[]): Collection => {
  const collection = new Collection('house.cards');
  collection.createIndex(SPEC);
  for (const doc of docs) collection.insert(doc);
  return collection;
};

const text = fc
  .array(fc.constantFrom('bus', 'buses', 'rent', 'the', 'tram', 'free'), { maxLength: 6 })
  .map((list) => list.join(' '));
const searched = fc.oneof(
  text,
  text.map((given) => `${given} -tram`),
  text.map((given) => `"free bus" ${given}`),
);
const bySearch = ($search: string) => ({ $text: { $search } });

describe('a search', () => {
  test('finds and scores each document by its current text, after any changes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ title: text, summary: text }), { minLength: 1, maxLength: 8 }),
        fc.array(fc.record({ at: fc.nat(7), title: text, tally: fc.nat() }), { maxLength: 8 }),
        searched,
        (given, changes, $search) => {
          const collection = aCollection(given.map((doc, at) => ({ _id: at, ...doc })));
          for (const { at, ...change } of changes)
            for (const old of collection.match({ _id: at }))
              collection.replace(old, { ...old, ...change });
          const search = parseSearch({ $search }, 'english');
          const score = collection.score(bySearch($search))!;
          const found = new Map(
            [...collection.match(bySearch($search))].map((doc) => [doc['_id'], score(doc)]),
          );
          for (const doc of collection.match({})) {
            const own = scoreOf(analyse(doc, WEIGHTS, 'english'), search);
            expect(found.get(doc['_id']) ?? 0).toBe(own);
          }
        },
      ),
    );
  });

  test('scores a version that a reader still holds by the text of that version', () => {
    const collection = aCollection([{ _id: 1, title: 'bus', summary: '' }]);
    const [old] = [...collection.match({})];
    collection.replace(old!, { ...old, title: 'tram' });
    const score = collection.score(bySearch('bus'))!;
    expect(score(old!)).toBeGreaterThan(0);
    expect([...collection.match({})].map(score)).toEqual([0]);
  });
});
