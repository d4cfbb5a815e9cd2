import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { withoutValues } from '../../../platform/without-values.ts';

describe('a message without its values', () => {
  test.each([
    [
      'text in quotes',
      'Cast to Number failed for value "Ann" at path `age`',
      'Cast to Number failed for value … at path …',
    ],
    [
      'half a quote',
      `Unexpected token 'A', "Ann Smith "... is not valid JSON`,
      'Unexpected token …, …... is not valid JSON',
    ],
    [
      'a document',
      'E11000 duplicate key error dup key: { displayName: Ann }',
      'E11000 duplicate key error dup key: …',
    ],
    ['an e-mail address', 'no mailbox ann@example.org there', 'no mailbox … there'],
    ['an address with a password', 'no row at mongodb://ann:hush@db/unite', 'no row at …'],
    ['a telephone number', 'cannot call +44 7700 900461 now', 'cannot call … now'],
    ['an id', 'unite:member:01JBXYZ0000000000000000000 is gone', '… is gone'],
    ['a token', 'eyJhbGciOiJFZERTQSJ9.e30.c2lnbmF0dXJl has expired', '… has expired'],
    ['further lines', 'The list is wrong:\nAnn\nBob', 'The list is wrong:'],
  ])('has an ellipsis in place of %s', (_value, message, expected) => {
    expect(withoutValues(message)).toBe(expected);
  });

  test.each([
    "The organisation's own page cannot be read.",
    'connect ECONNREFUSED 127.0.0.1:27017',
    'Server selection timed out after 30000 ms',
    'getaddrinfo ENOTFOUND mongodb',
  ])('is whole where it has none: %s', (message) => {
    expect(withoutValues(message)).toBe(message);
  });

  test('is empty where nothing but values is left', () => {
    expect(withoutValues('[\n  { "path": ["Ann"] }\n]')).toBe('');
  });

  test('has at most 200 characters', () => {
    expect(withoutValues('word '.repeat(100))).toHaveLength(199);
  });

  test('has nothing of a quoted text, whatever that is', () => {
    const anyText = fc.string({ minLength: 3 }).filter((text) => !/["\n]|^\W*$/.test(text));
    fc.assert(
      fc.property(anyText, (text) => {
        expect(withoutValues(`expected a name, but got "${text}".`)).toBe(
          'expected a name, but got ….',
        );
      }),
    );
  });
});
