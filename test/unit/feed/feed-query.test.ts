import { expect, test } from '@jest/globals';
import { readFeedQuery } from '../../../subgraphs/feed/publish/feed-query.ts';

test('an argument that is left out has its default', () => {
  expect(readFeedQuery({})).toEqual({ after: 0, wait: 0, limit: 500 });
  expect(readFeedQuery({ after: '12', wait: '60', limit: '1000' })).toEqual({
    after: 12,
    wait: 60,
    limit: 1_000,
  });
});

test.each([
  [{ after: '-1' }, 'after: expected a whole number from 0 to 9007199254740991, but got "-1".'],
  [{ after: '1.5' }, 'after: expected a whole number from 0 to 9007199254740991, but got "1.5".'],
  [{ after: '' }, 'after: expected a whole number from 0 to 9007199254740991, but got "".'],
  [
    { after: ['1', '2'] },
    'after: expected a whole number from 0 to 9007199254740991, but got ["1","2"].',
  ],
  [
    { after: '9007199254740992' },
    'after: expected a whole number from 0 to 9007199254740991, but got "9007199254740992".',
  ],
  [{ wait: '61' }, 'wait: expected a whole number from 0 to 60, but got "61".'],
  [{ limit: '0' }, 'limit: expected a whole number from 1 to 1000, but got "0".'],
  [{ limit: '1001' }, 'limit: expected a whole number from 1 to 1000, but got "1001".'],
  [{ since: '0' }, 'since: expected after, wait and limit alone, but got "0".'],
])('%j is refused in a sentence that names the argument', (query, sentence) => {
  expect(readFeedQuery(query)).toBe(sentence);
});
