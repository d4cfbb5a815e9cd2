import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { shortened } from '../../../platform/shorten.ts';

describe('a text with a limit', () => {
  test.each([
    ['is unchanged where it fits', 'one two', 7, 'one two'],
    ['is cut after the last word that fits with the ellipsis', 'one two', 6, 'one…'],
    ['keeps a word that ends at the cut', 'one two three', 8, 'one two…'],
    ['is cut at any white space, which is removed', 'one \n\ttwo', 7, 'one…'],
    ['of one long word is cut within the word', 'endless', 4, 'end…'],
    ['of one long word after a space is cut within the word', ' endless', 4, ' en…'],
    ['is never cut within a character of two code units', '👋👋👋', 4, '👋…'],
    ['is an ellipsis where nothing else fits', 'one', 1, '…'],
  ])('%s', (_title, text, most, expected) => expect(shortened(text, most)).toBe(expected));

  test('has at most as many characters, the same beginning, and whole characters', () => {
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
