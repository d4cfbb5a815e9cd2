import { describe, expect, test } from '@jest/globals';
import { ID, OTHER_ID, sameId, serialized } from '../values.ts';
import { type Row, updated } from './updated.ts';

describe('$push', () => {
  test.each<Row>([
    ['it appends', { _id: 1, a: [1] }, { $push: { a: 2 } }, { _id: 1, a: [1, 2] }],
    [
      'it appends an array as one value',
      { _id: 1, a: [1] },
      { $push: { a: [2, 3] } },
      { _id: 1, a: [1, [2, 3]] },
    ],
    [
      '$each, $sort and $slice work together',
      {
        _id: 1,
        a: [
          { s: 1, t: 2 },
          { s: 3, t: 1 },
        ],
      },
      { $push: { a: { $each: [{ s: 3, t: 0 }], $sort: { s: -1, t: 1 }, $slice: 2 } } },
      {
        _id: 1,
        a: [
          { s: 3, t: 0 },
          { s: 3, t: 1 },
        ],
      },
    ],
    [
      'a negative $slice keeps the end',
      { _id: 1, a: [1, 2] },
      { $push: { a: { $each: [3], $slice: -2 } } },
      { _id: 1, a: [2, 3] },
    ],
    [
      '$slice 0 empties the array',
      { _id: 1, a: [1, 2] },
      { $push: { a: { $each: [3], $slice: 0 } } },
      { _id: 1, a: [] },
    ],
    [
      '$slice holds for a new array',
      { _id: 1 },
      { $push: { a: { $each: [1, 2, 3], $slice: 2 } } },
      { _id: 1, a: [1, 2] },
    ],
    [
      '$position inserts',
      { _id: 1, a: [1] },
      { $push: { a: { $each: [0], $position: 0 } } },
      { _id: 1, a: [0, 1] },
    ],
    [
      'a $slice longer than the array keeps all',
      { _id: 1, a: [1, 2] },
      { $push: { a: { $each: [3], $slice: -5 } } },
      { _id: 1, a: [1, 2, 3] },
    ],
  ])('%s', (_fact, doc, update, expected, ...[filter, arrayFilters]) => {
    expect(serialized(updated(doc, update, filter, arrayFilters))).toBe(serialized(expected));
  });
});

describe('$addToSet', () => {
  test.each<Row>([
    [
      'an equal ObjectId is not added',
      { _id: 1, a: [ID] },
      { $addToSet: { a: sameId() } },
      { _id: 1, a: [ID] },
    ],
    [
      '$each adds each new value once',
      { _id: 1, a: [1] },
      { $addToSet: { a: { $each: [1, 2, 2] } } },
      { _id: 1, a: [1, 2] },
    ],
    [
      'existing duplicates stay',
      { _id: 1, a: [1, 1] },
      { $addToSet: { a: 2 } },
      { _id: 1, a: [1, 1, 2] },
    ],
    [
      'an equal document is not added',
      { _id: 1, a: [{ x: 1 }] },
      { $addToSet: { a: { x: 1 } } },
      { _id: 1, a: [{ x: 1 }] },
    ],
    [
      'an equal date is not added',
      { _id: 1, a: [new Date(1)] },
      { $addToSet: { a: new Date(1) } },
      { _id: 1, a: [new Date(1)] },
    ],
    [
      'a new array has no duplicates either',
      { _id: 1 },
      { $addToSet: { a: { $each: [1, 1] } } },
      { _id: 1, a: [1] },
    ],
  ])('%s', (_fact, doc, update, expected, ...[filter, arrayFilters]) => {
    expect(serialized(updated(doc, update, filter, arrayFilters))).toBe(serialized(expected));
  });
});

describe('$pull and $pop', () => {
  test.each<Row>([
    [
      '$pull removes equal values',
      { _id: 1, a: [1, 2, 1] },
      { $pull: { a: 1 } },
      { _id: 1, a: [2] },
    ],
    [
      '$pull removes by condition',
      { _id: 1, a: [1, 5, 9] },
      { $pull: { a: { $gt: 4 } } },
      { _id: 1, a: [1] },
    ],
    [
      '$pull removes documents by their fields',
      { _id: 1, a: [{ x: 1, y: 1 }, { x: 2 }] },
      { $pull: { a: { x: 1 } } },
      { _id: 1, a: [{ x: 2 }] },
    ],
    [
      '$pull removes an equal ObjectId',
      { _id: 1, a: [ID, OTHER_ID] },
      { $pull: { a: sameId() } },
      { _id: 1, a: [OTHER_ID] },
    ],
    [
      '$pull removes documents by _id',
      { _id: 1, a: [{ _id: ID }, { _id: OTHER_ID }] },
      { $pull: { a: { _id: sameId() } } },
      { _id: 1, a: [{ _id: OTHER_ID }] },
    ],
    [
      '$pull removes by $in',
      { _id: 1, a: ['a', 'b'] },
      { $pull: { a: { $in: ['a'] } } },
      { _id: 1, a: ['b'] },
    ],
    [
      '$pullAll removes every value of a list',
      { _id: 1, a: [1, 2, 3] },
      { $pullAll: { a: [1, 3] } },
      { _id: 1, a: [2] },
    ],
    [
      '$pop removes the first element for -1',
      { _id: 1, a: [1, 2] },
      { $pop: { a: -1 } },
      { _id: 1, a: [2] },
    ],
    [
      '$pull removes by a condition on a field',
      { _id: 1, a: [{ d: new Date(1) }, { d: new Date(9) }] },
      { $pull: { a: { d: { $lt: new Date(5) } } } },
      { _id: 1, a: [{ d: new Date(9) }] },
    ],
    [
      '$pull removes by a regular expression',
      { _id: 1, a: ['ab', 'c'] },
      { $pull: { a: /^a/ } },
      { _id: 1, a: ['c'] },
    ],
  ])('%s', (_fact, doc, update, expected, ...[filter, arrayFilters]) => {
    expect(serialized(updated(doc, update, filter, arrayFilters))).toBe(serialized(expected));
  });
});
