import { expect, test } from '@jest/globals';
import { badInput } from '../../../subgraphs/framework/errors.ts';

test.each(['', 'x'])(
  'a long value is repeated as far as its whole characters fit: "%s" and 201 emoji',
  (first) => {
    const { message } = badInput('input.text', 'at most 200 characters', first + '👋🏽'.repeat(201));
    expect(message).toMatch(
      /^input\.text: expected at most 200 characters, but got "x?(👋🏽){19}…\.$/u,
    );
    expect(message.isWellFormed()).toBe(true);
  },
);
