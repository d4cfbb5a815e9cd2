import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { titleOf } from '../../../import/polis/title.ts';

describe('the title of a text', () => {
  test('a short text is its own title', () => {
    expect(titleOf('Mend the bridge')).toBe('Mend the bridge');
  });

  test('lines become one', () => {
    expect(titleOf(' Mend\r\n the\tbridge \n')).toBe('Mend the bridge');
  });

  test('200 characters are kept whole, and one more is cut at a word', () => {
    const kept = `${'a'.repeat(99)} ${'b'.repeat(100)}`;
    expect(titleOf(kept)).toBe(kept);
    expect(titleOf(`${kept}b`)).toBe(`${'a'.repeat(99)}…`);
  });

  test('a word that ends where the cut is stays', () => {
    expect(titleOf(`${'a'.repeat(199)} more words`)).toBe(`${'a'.repeat(199)}…`);
  });

  test('any text gives one line of at most 200 characters, and an ellipsis only where it was cut', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 600 }), (text) => {
        const title = titleOf(text);
        const line = text.replace(/\s+/g, ' ').trim();
        expect(title.length).toBeLessThanOrEqual(200);
        expect(title.isWellFormed()).toBe(line.isWellFormed());
        if (line.length <= 200) expect(title).toBe(line);
        else expect(title.endsWith('…') && line.startsWith(title.slice(0, -1))).toBe(true);
      }),
    );
  });
});
