import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cut } from '../../../platform/cut.ts';
import { FILES, textOf } from '../../support/files-of-house.ts';

const FAMILY = '👨‍👩‍👧';

describe('a text that is cut', () => {
  test.each([
    ['is unchanged where it fits', 'one', 3, 'one'],
    ['ends where the limit is', 'three', 3, 'thr'],
    ['has no half of an emoji', '👋👋', 3, '👋'],
    ['has no emoji without its skin colour', 'Day 👋🏽', 7, 'Day '],
    ['has no part of a family', `We: ${FAMILY}`, 8, 'We: '],
    ['has no half of a flag', '🇬🇧🇫🇷', 6, '🇬🇧'],
    ['has no letter without its accent', 'cafe\u0301', 4, 'caf'],
    ['is empty where not even half of its only character fits', '👋👋', 1, ''],
    [
      'has the code points that fit of a character that never ends',
      `e${'\u0301'.repeat(99)}`,
      9,
      `e${'\u0301'.repeat(8)}`,
    ],
    ['has the code points that fit of a family that does not', `${FAMILY}!`, 4, '👨‍'],
  ])('%s', (_title, text, most, expected) => expect(cut(text, most)).toBe(expected));

  test('is as long as whole characters allow, and well formed', () => {
    const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
    const anyText = fc.string({ unit: 'grapheme', maxLength: 40 });
    fc.assert(
      fc.property(anyText, fc.integer({ min: 0, max: 60 }), (text, most) => {
        const short = cut(text, most);
        expect(text.startsWith(short) && short.length <= most && short.isWellFormed()).toBe(true);
        const ends = [...segmenter.segment(text)].map(
          ({ index, segment }) => index + segment.length,
        );
        const longest = ends.findLast((end) => end <= most);
        if (longest !== undefined) expect(short.length).toBe(longest);
      }),
    );
  });
});

/** Bytes in hexadecimal, which are characters of one unit each. */
const HEXADECIMAL = 'import/polis/map.ts';

test('no other code cuts texts at a length', () => {
  const cuts = /\.(slice|substring|substr)\(0, (\d\d+|\w*(LENGTH|CHARACTERS|LONGEST)\w*)\)/;
  const sources = FILES.filter((file) => /^(?!test\/).*(?<!test)\.(ts|js)$/.test(file));
  expect(sources.length).toBeGreaterThan(300);
  expect(sources.filter((file) => cuts.test(textOf(file)))).toEqual([HEXADECIMAL]);
});
