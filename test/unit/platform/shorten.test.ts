import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { shortened } from '../../../platform/shorten.ts';

describe('a text that has to fit', () => {
  test.each([
    ['is whole where it does', 'one two', 7, 'one two'],
    ['is cut after the last word that fits with the ellipsis', 'one two', 6, 'one…'],
    ['keeps a word that ends where the cut is', 'one two three', 8, 'one two…'],
    ['is cut at any white space, which goes', 'one \n\ttwo', 7, 'one…'],
    ['of one endless word is cut within it', 'endless', 4, 'end…'],
    ['keeps the head of an endless word behind a space', ' endless', 4, ' en…'],
    ['is never cut within a character of two code units', '👋👋👋', 4, '👋…'],
    ['may have to be an ellipsis', 'one', 1, '…'],
  ])('%s', (_title, text, most, expected) => expect(shortened(text, most)).toBe(expected));

  test('never has more characters than it may, begins as it did, and is well formed', () => {
    const anyText = fc.string({ unit: 'grapheme', maxLength: 80 });
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 100 }), (text, most) => {
        const short = shortened(text, most);
        expect(short.length).toBeLessThanOrEqual(most);
        expect(short.isWellFormed()).toBe(true);
        if (text.length <= most) expect(short).toBe(text);
        else expect(short.endsWith('…') && text.startsWith(short.slice(0, -1))).toBe(true);
      }),
    );
  });
});
