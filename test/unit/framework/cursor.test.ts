import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { cursorOf, type Order, readCursor } from '../../../subgraphs/framework/lists/cursor.ts';
import { anyText } from '../../support/any-text.ts';
import { refusalOf } from './refusal.ts';

const order: Order = {
  name: 'order',
  keys: [
    { field: 'at', direction: -1, as: 'moment' },
    { field: 'tally.support', direction: 1, as: 'number' },
    { field: '_id', direction: 1, as: 'text' },
  ],
};

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a cursor', () => {
  test('reads back as the keys of its row', () => {
    const row = fc.record({
      at: fc.date({ noInvalidDate: true }),
      support: fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })),
      _id: anyText(),
    });
    fc.assert(
      fc.property(row, ({ at, support, _id }) => {
        const cursor = cursorOf(order, { at, tally: { support }, _id });
        expect(cursor).toMatch(/^[\w-]+$/);
        const [moment, number, text] = readCursor(order, cursor, 'after');
        expect([moment, text]).toEqual([at, _id]);
        // JSON knows one zero, and an order sees no other.
        expect(number === support).toBe(true);
      }),
    );
  });

  test.each([
    ['nothing', ''],
    ['no base64', '%%%'],
    ['no JSON', Buffer.from('{').toString('base64url')],
    ['no list', encoded({ 0: 'order' })],
    ['another list', encoded(['other', 1, 2, 'x'])],
    ['too few keys', encoded(['order', 1, 2])],
    ['too many keys', encoded(['order', 1, 2, 'x', 'y'])],
    ['an object where a text is', encoded(['order', 1, 2, { $gt: '' }])],
    ['a text where a number is', encoded(['order', 1, '2', 'x'])],
    ['an operator where a number is', encoded(['order', 1, { $ne: 1 }, 'x'])],
    ['a list where a moment is', encoded(['order', [1], 2, 'x'])],
    ['a moment beyond time', encoded(['order', 9e15, 2, 'x'])],
    ['null', encoded(['order', null, 2, 'x'])],
  ])('of %s is refused, and the argument is named', (_what, cursor) => {
    expect(refusalOf(() => readCursor(order, cursor, 'before'))).toMatchObject({
      code: 'BAD_USER_INPUT',
      argument: 'before',
      message: expect.stringMatching(
        /^before: expected a cursor that a page of this same list gave, but got .+\.$/,
      ),
    });
  });

  test('of any other text is refused, or read as texts, numbers and moments', () => {
    const anything = fc.oneof(
      fc.string(),
      fc.json().map((json) => Buffer.from(json).toString('base64url')),
    );
    fc.assert(
      fc.property(anything, (text) => {
        const refusal = refusalOf(() => readCursor(order, text, 'after'));
        expect(refusal?.code).toBe('BAD_USER_INPUT');
      }),
    );
  });
});
