import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { faultOf, normalised, sightOf } from '../../../platform/texts.ts';

describe('a text that people read', () => {
  test.each([
    'A title',
    'Lles y bobl – é, ß, 日本語, हिन्दी, עברית, العربية',
    'می‌خواهم',
    '👩🏽‍🏭 and 🏴󠁧󠁢󠁳󠁣󠁴󠁿',
    '?',
    '',
  ])('has no fault: %j', (text) => {
    expect(faultOf(text)).toBeNull();
  });

  test.each([
    ['bell\u0007', 'a text without control characters'],
    ['next\u0085line', 'a text on one line'],
    ['tab\tin it', 'a text on one line'],
    ['para\u2029graph', 'a text on one line'],
    ['over\u202eride', 'a text without characters that turn its direction'],
    ['iso\u2068late', 'a text without characters that turn its direction'],
    ['half\ud83d', 'a text of whole characters, without half a surrogate pair'],
    ['\u200b\u200d', 'a text with something to see'],
    ['\u3164 \u2800', 'a text with something to see'],
  ])('%j is expected to be %s', (text, expected) => {
    expect(faultOf(text)).toBe(expected);
  });

  test('may have lines and tabs where that is said', () => {
    expect(faultOf('- one\n\t- two\r\n', { hasLines: true })).toBeNull();
  });

  test('is normalised one time for all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(normalised(normalised(text))).toBe(normalised(text));
      }),
    );
  });
});

test('texts that look the same are equal, and others differ', () => {
  for (const text of ['yes', ' YES ', 'y\u200bes', '\uff59es', 'yes\u2060'])
    expect(sightOf(text)).toBe('yes');
  expect(sightOf('two  words')).toBe('two words');
  expect(sightOf('Yes!')).not.toBe(sightOf('Yes'));
});
