import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { explainMatch } from '../../../../subgraphs/coalition/similar/reason.ts';
import { splitTitle, termsOf, wordsOf } from '../../../../subgraphs/coalition/similar/terms.ts';
import { topK } from '../../../../subgraphs/coalition/similar/top-k.ts';

const terms = (text: string) => wordsOf(text).map(({ term }) => term);

describe('the words of a text', () => {
  test('are stemmed, and stop words are left out', () => {
    expect(terms('We should be banning the ban')).toEqual(['ban', 'ban']);
  });

  test('may be in any script, with its marks', () => {
    expect(terms('बस सेवा, cafés, Ysgolion')).toHaveLength(4);
  });

  test('do not include web addresses, nor strings that are too long for a word', () => {
    expect(terms(`https://example.org/trees ${'x'.repeat(41)}`)).toEqual([]);
  });

  test('count four times in the title', () => {
    expect([...termsOf({ title: 'Trees', rest: 'trees and parks' })]).toEqual([
      ['tree', 5],
      ['park', 1],
    ]);
  });

  test('of the first line are the title of a pasted text', () => {
    expect(splitTitle('\n Trees\nand parks\nfor all')).toEqual({
      title: 'Trees',
      rest: 'and parks\nfor all',
    });
    expect(splitTitle('Trees')).toEqual({ title: 'Trees', rest: '' });
  });
});

describe('the reason of a match', () => {
  const query = termsOf({ title: 'Benches at bus stops', rest: 'for people who wait' });
  const idf = (term: string) => ({ bench: 5, bu: 3, stop: 2, peopl: 1, wait: 1 })[term] ?? 0;

  test('has the words in common as the idea spells them, rarest first', () => {
    const text = { title: 'A Bench everywhere', summary: 'People stop. People wait for a bus.' };
    expect(explainMatch(query, text, idf).words).toEqual([
      'Bench',
      'bus',
      'stop',
      'People',
      'wait',
    ]);
  });

  test('has the passage with most of them, the title before a sentence', () => {
    const summary = 'Towns are tiring. Put a bench at each bus stop. People wait.';
    expect(explainMatch(query, { title: 'Rest in town', summary }, idf).passage).toBe(
      'Put a bench at each bus stop.',
    );
    expect(explainMatch(query, { title: 'A bench', summary: 'A bench.' }, idf).passage).toBe(
      'A bench',
    );
    expect(explainMatch(query, { title: 'A bench', summary: null }, idf).passage).toBe('A bench');
  });
});

test('the k best of many items are the first k of the sorted items, in whatever order they are offered', () => {
  const scored = fc.record({ score: fc.integer({ min: 0, max: 5 }), item: fc.nat() });
  const offers = fc.uniqueArray(scored, { selector: ({ item }) => item, maxLength: 60 });
  fc.assert(
    fc.property(offers, fc.integer({ min: 1, max: 20 }), (all, k) => {
      const best = topK<number>(k, (a, b) => a < b);
      for (const { score, item } of all) if (best.couldEnter(score)) best.offer(score, item);
      const sorted = all.toSorted((a, b) => b.score - a.score || a.item - b.item);
      const first = sorted.slice(0, k).map(({ item }) => item);
      expect(best.items().toSorted((a, b) => a - b)).toEqual(first.toSorted((a, b) => a - b));
    }),
  );
});
