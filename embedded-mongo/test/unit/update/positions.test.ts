import { describe, expect, test } from '@jest/globals';
import { ID, OTHER_ID, serialized } from '../values.ts';
import { type Row, updated } from './updated.ts';

describe('positions', () => {
  test.each<Row>([
    [
      '$ is the element that matched',
      { _id: 1, a: [1, 5] },
      { $set: { 'a.$': 9 } },
      { _id: 1, a: [1, 9] },
      { a: 5 },
    ],
    [
      '$ leads to a field of the element',
      { _id: 1, a: [{ x: 1 }, { x: 2 }] },
      { $set: { 'a.$.y': 9 } },
      { _id: 1, a: [{ x: 1 }, { x: 2, y: 9 }] },
      { 'a.x': 2 },
    ],
    [
      '$ follows $elemMatch',
      { _id: 1, a: [{ x: 1 }, { x: 2 }] },
      { $inc: { 'a.$.x': 5 } },
      { _id: 1, a: [{ x: 1 }, { x: 7 }] },
      { a: { $elemMatch: { x: { $gt: 1 } } } },
    ],
    [
      '$ follows a condition inside $and',
      { _id: 1, a: [{ x: 1 }, { x: 2 }] },
      { $set: { 'a.$.x': 7 } },
      { _id: 1, a: [{ x: 1 }, { x: 7 }] },
      { $and: [{ _id: 1 }, { 'a.x': 2 }] },
    ],
    [
      '$ is the element that meets all conditions on the array',
      {
        _id: 1,
        a: [
          { x: 1, y: 1 },
          { x: 1, y: 2 },
        ],
      },
      { $set: { 'a.$.z': 1 } },
      {
        _id: 1,
        a: [
          { x: 1, y: 1 },
          { x: 1, y: 2, z: 1 },
        ],
      },
      { 'a.x': 1, 'a.y': 2 },
    ],
    [
      '$ works in an array further down',
      { _id: 1, s: { a: [{ _id: ID }, { _id: OTHER_ID }] } },
      { $set: { 's.a.$.v': 1 } },
      { _id: 1, s: { a: [{ _id: ID }, { _id: OTHER_ID, v: 1 }] } },
      { 's.a._id': OTHER_ID },
    ],
    [
      '$[] is every element',
      { _id: 1, a: [{ x: 1 }, { x: 2 }] },
      { $inc: { 'a.$[].x': 1 } },
      { _id: 1, a: [{ x: 2 }, { x: 3 }] },
    ],
    [
      '$[name] is each element that passes its filter',
      { _id: 1, a: [{ x: 1 }, { x: 5 }] },
      { $set: { 'a.$[e].y': 1 } },
      { _id: 1, a: [{ x: 1 }, { x: 5, y: 1 }] },
      {},
      [{ 'e.x': { $gt: 2 } }],
    ],
    [
      '$[name] works on scalars',
      { _id: 1, a: [1, 5] },
      { $set: { 'a.$[e]': 0 } },
      { _id: 1, a: [1, 0] },
      {},
      [{ e: { $gt: 2 } }],
    ],
    [
      '$[name] can be used twice in a path',
      { _id: 1, g: [{ n: 1, m: [{ k: 1 }, { k: 2 }] }] },
      { $set: { 'g.$[a].m.$[c].v': 1 } },
      { _id: 1, g: [{ n: 1, m: [{ k: 1 }, { k: 2, v: 1 }] }] },
      {},
      [{ 'a.n': 1 }, { 'c.k': 2 }],
    ],
    [
      'an array filter may hold $or',
      { _id: 1, a: [{ x: 1 }, { x: 5 }] },
      { $set: { 'a.$[e].y': 1 } },
      { _id: 1, a: [{ x: 1 }, { x: 5, y: 1 }] },
      {},
      [{ $or: [{ 'e.x': 5 }, { 'e.x': 6 }] }],
    ],
    [
      '$push goes into each element that passes',
      { _id: 1, a: [{ x: 1, l: [] }] },
      { $push: { 'a.$[e].l': 1 } },
      { _id: 1, a: [{ x: 1, l: [1] }] },
      {},
      [{ 'e.x': 1 }],
    ],
    [
      'two fields of every element can be set at once',
      { _id: 1, a: [{ x: 1 }] },
      { $set: { 'a.$[].y': 1, 'a.$[].z': 1 } },
      { _id: 1, a: [{ x: 1, y: 1, z: 1 }] },
    ],
  ])('%s', (_fact, doc, update, expected, ...[filter, arrayFilters]) => {
    expect(serialized(updated(doc, update, filter, arrayFilters))).toBe(serialized(expected));
  });
});
