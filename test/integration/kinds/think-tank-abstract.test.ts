import { expect, test } from '@jest/globals';
import { assert, property, string } from 'fast-check';
import { summaryOf } from '../../../subgraphs/kinds/think-tank/papers/abstract.ts';

const LONGEST = 400;

test('an abstract of 400 characters is its own summary', () => {
  const abstract = 'a '.repeat(LONGEST / 2);
  expect(summaryOf(abstract)).toBe(abstract);
});

test('a longer one is cut at the last word that fits', () => {
  const word = 'word '.repeat(79); // 395 characters
  expect(summaryOf(`${word}four fives`)).toBe(`${word}four…`);
  expect(summaryOf(`${word}fives and more`)).toBe(`${word.trimEnd()}…`);
});

test('one endless word is cut where it must be', () => {
  expect(summaryOf('a'.repeat(LONGEST + 1))).toBe(`${'a'.repeat(LONGEST - 1)}…`);
});

test('a summary is never too long, and begins as its abstract does, character by character', () => {
  assert(
    property(string({ unit: 'grapheme', minLength: 300, maxLength: 600 }), (abstract) => {
      const summary = summaryOf(abstract);
      expect(summary.length).toBeLessThanOrEqual(LONGEST);
      expect(summary.isWellFormed()).toBe(true);
      if (summary !== abstract) expect(abstract.startsWith(summary.slice(0, -1))).toBe(true);
    }),
  );
});
