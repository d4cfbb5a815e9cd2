/** How texts are split into words and scored. */
import { describe, expect, test } from '@jest/globals';
import { analyse, parseSearch, scoreOf } from '../../src/text/search.ts';
import { wordsOf } from '../../src/text/words.ts';
import type { Doc } from '../../src/values/document.ts';

describe('English words', () => {
  test.each([
    ['policy', 'policies'],
    ['bus', 'buses'],
    ['house', 'housing'],
    ['run', 'running'],
    ['rate', 'rated'],
    ['class', 'classes'],
    ['worker', 'workers'],
    ['cafe', 'Cafés'],
  ])('%s and %s have one stem', (one, other) => {
    expect(wordsOf(one, 'english')).toEqual(wordsOf(other, 'english'));
  });

  test('that are stop words do not count', () => {
    expect(wordsOf('What is it about the rent?', 'english')).toEqual(['rent']);
  });

  test('are kept as they are without a language', () => {
    expect(wordsOf('The houses', 'none')).toEqual(['the', 'houses']);
  });
});

const score = (doc: Doc, $search: string, weights: Record<string, number> = { title: 1 }): number =>
  scoreOf(analyse(doc, weights, 'english'), parseSearch({ $search }, 'english'));

describe('a score', () => {
  test.each<[string, Doc, string, number]>([
    ['half of the words of a field', { title: 'coffee shop' }, 'coffee', 0.75],
    ['the whole field, in the same form', { title: 'rent' }, 'rent', 1.1],
    ['a word that comes twice', { title: 'rent rent' }, 'rent', 1.5],
    ['two words, added up', { title: 'coffee shop' }, 'shop coffee', 1.5],
    ['no word', { title: 'coffee' }, 'tea', 0],
    ['a field that is not there', {}, 'tea', 0],
    ['an element of an array', { title: ['tea', 'coffee shop'] }, 'coffee', 0.75],
  ])('is that of the server for %s', (_what, doc, search, expected) => {
    expect(score(doc, search)).toBeCloseTo(expected);
  });

  test('counts each field by its weight', () => {
    const doc = { title: 'coffee shop', body: 'coffee shop' };
    expect(score(doc, 'coffee', { title: 4, body: 1 })).toBeCloseTo(5 * 0.75);
  });

  test('may count every string of the document', () => {
    expect(score({ a: { b: ['coffee shop'] } }, 'coffee', { '$**': 1 })).toBeCloseTo(0.75);
  });
});

describe('a search', () => {
  const doc = { title: 'Public transport for the whole county' };
  test.each<[string, boolean]>([
    ['transport', true],
    ['trains transport', true],
    ['"public transport"', true],
    ['"transport public"', false],
    ['transport -county', false],
    ['transport -"whole county"', false],
    ['transport -trains', true],
    ['-county', false],
    ['', false],
  ])('for %s: %p', (search, found) => {
    expect(score(doc, search) > 0).toBe(found);
  });

  test.each<[Doc, RegExp]>([
    [{ $search: 'a', $caseSensitive: true }, /without regard to case/],
    [{ $search: 'a', $language: 'klingon' }, /unsupported language/],
    [{ $search: 1 }, /string \$search/],
    [{ $search: 'a', $fuzzy: 1 }, /extra fields/],
  ])('that asks for %j is refused', (condition, message) => {
    expect(() => parseSearch(condition, 'english')).toThrow(message);
  });
});
