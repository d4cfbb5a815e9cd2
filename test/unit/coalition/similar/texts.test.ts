import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { bestOf } from '../../../../subgraphs/coalition/similar/best.ts';
import { sharedBy } from '../../../../subgraphs/coalition/similar/reason.ts';
import { partsOf, termsOf, wordsOf } from '../../../../subgraphs/coalition/similar/terms.ts';

const terms = (text: string) => wordsOf(text).map(({ term }) => term);

describe('the words of a text', () => {
  test('are counted without their endings, and without those that say nothing', () => {
    expect(terms('We should be banning the ban')).toEqual(['ban', 'ban']);
  });

  test('are words in any script, marks included', () => {
    expect(terms('बस सेवा, cafés, Ysgolion')).toHaveLength(4);
  });

  test('are no addresses, and nothing longer than a word', () => {
    expect(terms(`https://example.org/trees ${'x'.repeat(41)}`)).toEqual([]);
  });

  test('count four times in the title', () => {
    expect([...termsOf({ title: 'Trees', rest: 'trees and parks' })]).toEqual([
      ['tree', 5],
      ['park', 1],
    ]);
  });

  test('are of the title in the first line of what was pasted', () => {
    expect(partsOf('\n Trees\nand parks\nfor all')).toEqual({
      title: 'Trees',
      rest: 'and parks\nfor all',
    });
    expect(partsOf('Trees')).toEqual({ title: 'Trees', rest: '' });
  });
});

describe('why a text is alike', () => {
  const query = termsOf({ title: 'Benches at bus stops', rest: 'for people who wait' });
  const rarity = (term: string) => ({ bench: 5, bu: 3, stop: 2, peopl: 1, wait: 1 })[term] ?? 0;

  test('is told by the words as they stand in it, rare ones first', () => {
    const text = { title: 'A Bench everywhere', summary: 'People stop. People wait for a bus.' };
    expect(sharedBy(query, text, rarity).words).toEqual(['Bench', 'bus', 'stop', 'People', 'wait']);
  });

  test('is told by the passage with most of them, the title before a sentence', () => {
    const summary = 'Towns are tiring. Put a bench at each bus stop. People wait.';
    expect(sharedBy(query, { title: 'Rest in town', summary }, rarity).passage).toBe(
      'Put a bench at each bus stop.',
    );
    expect(sharedBy(query, { title: 'A bench', summary: 'A bench.' }, rarity).passage).toBe(
      'A bench',
    );
    expect(sharedBy(query, { title: 'A bench', summary: null }, rarity).passage).toBe('A bench');
  });
});

test('the best of many are those that sorting puts first, in whatever order they are offered', () => {
  const scored = fc.record({ score: fc.integer({ min: 0, max: 5 }), item: fc.nat() });
  const offers = fc.uniqueArray(scored, { selector: ({ item }) => item, maxLength: 60 });
  fc.assert(
    fc.property(offers, fc.integer({ min: 1, max: 20 }), (all, most) => {
      const best = bestOf<number>(most, (a, b) => a < b);
      for (const { score, item } of all) if (best.wants(score)) best.offer(score, item);
      const sorted = all.toSorted((a, b) => b.score - a.score || a.item - b.item);
      const first = sorted.slice(0, most).map(({ item }) => item);
      expect(best.kept().toSorted((a, b) => a - b)).toEqual(first.toSorted((a, b) => a - b));
    }),
  );
});
