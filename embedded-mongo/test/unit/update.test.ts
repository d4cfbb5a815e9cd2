/** What an update makes of a document, as on a MongoDB server. */
import { describe, expect, test } from '@jest/globals';
import { ServerError } from '../../src/errors.ts';
import { checkUpdate, type Update } from '../../src/update/check.ts';
import { compileUpdate } from '../../src/update/update.ts';
import type { Doc } from '../../src/values/document.ts';
import { decimal, ID, long, OTHER_ID, sameId, serialized } from './values.ts';

const NOW = new Date('2026-01-01T00:00:00Z');

function updated(doc: Doc, update: Update, filter: Doc = {}, arrayFilters?: Doc[]): Doc {
  checkUpdate(update, { multi: false, arrayFilters });
  return compileUpdate(update, { filter, arrayFilters, now: NOW })(doc);
}

type Row = [
  fact: string,
  doc: Doc,
  update: Update,
  expected: Doc,
  filter?: Doc,
  arrayFilters?: Doc[],
];

describe('$set and $unset', () => {
  test.each<Row>([
    ['$set adds a field', { _id: 1, a: 1 }, { $set: { b: 2 } }, { _id: 1, a: 1, b: 2 }],
    [
      '$set creates missing objects on the path',
      { _id: 1 },
      { $set: { 'a.b.c': 1 } },
      { _id: 1, a: { b: { c: 1 } } },
    ],
    ['$set may repeat the _id', { _id: 1 }, { $set: { _id: 1, a: 1 } }, { _id: 1, a: 1 }],
    [
      '$set replaces an element of an array',
      { _id: 1, a: [1, 2] },
      { $set: { 'a.1': 9 } },
      { _id: 1, a: [1, 9] },
    ],
    [
      '$set past the end fills with null',
      { _id: 1, a: [1] },
      { $set: { 'a.3': 9 } },
      { _id: 1, a: [1, null, null, 9] },
    ],
    [
      '$set changes the order of fields',
      { _id: 1, a: { x: 1, y: 2 } },
      { $set: { a: { y: 2, x: 1 } } },
      { _id: 1, a: { y: 2, x: 1 } },
    ],
    ['$unset removes a field', { _id: 1, a: 1, b: 2 }, { $unset: { a: '' } }, { _id: 1, b: 2 }],
    [
      '$unset leaves null in an array',
      { _id: 1, a: [1, 2] },
      { $unset: { 'a.0': 1 } },
      { _id: 1, a: [null, 2] },
    ],
    [
      '$rename moves a field, also into an object',
      { _id: 1, a: 1 },
      { $rename: { a: 'b.c' } },
      { _id: 1, b: { c: 1 } },
    ],
    [
      '$setOnInsert does nothing to a document that exists',
      { _id: 1 },
      { $setOnInsert: { a: 1 } },
      { _id: 1 },
    ],
    [
      '$unset of a missing field does nothing',
      { _id: 1, a: 1 },
      { $unset: { zz: 1 } },
      { _id: 1, a: 1 },
    ],
  ])('%s', (_fact, doc, update, expected, ...[filter, arrayFilters]) => {
    expect(serialized(updated(doc, update, filter, arrayFilters))).toBe(serialized(expected));
  });
});

describe('numbers and dates', () => {
  test.each<Row>([
    [
      '$inc of a missing field sets it',
      { _id: 1 },
      { $inc: { 'a.b': 2 } },
      { _id: 1, a: { b: 2 } },
    ],
    [
      '$inc of a Decimal is exact',
      { _id: 1, a: decimal('1.10') },
      { $inc: { a: decimal('0.20') } },
      { _id: 1, a: decimal('1.30') },
    ],
    [
      '$inc of a Long is exact beyond 2^53',
      { _id: 1, a: long('9007199254740993') },
      { $inc: { a: 1 } },
      { _id: 1, a: long('9007199254740994') },
    ],
    ['$mul of a missing field is zero', { _id: 1 }, { $mul: { a: 5 } }, { _id: 1, a: 0 }],
    ['$min keeps the smaller', { _id: 1, a: 5 }, { $min: { a: 3 } }, { _id: 1, a: 3 }],
    [
      '$max keeps the later date',
      { _id: 1, a: new Date(1) },
      { $max: { a: new Date(9) } },
      { _id: 1, a: new Date(9) },
    ],
  ])('%s', (_fact, doc, update, expected, ...[filter, arrayFilters]) => {
    expect(serialized(updated(doc, update, filter, arrayFilters))).toBe(serialized(expected));
  });
});

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

describe('pipelines', () => {
  test.each<Row>([
    [
      'stages follow one another',
      { _id: 1, a: 1 },
      [{ $set: { b: { $add: ['$a', 1] } } }, { $unset: 'a' }],
      { _id: 1, b: 2 },
    ],
    [
      'a nested field can be set',
      { _id: 1, a: { x: 1 } },
      [{ $set: { 'a.y': '$a.x' } }],
      { _id: 1, a: { x: 1, y: 1 } },
    ],
  ])('%s', (_fact, doc, update, expected, ...[filter, arrayFilters]) => {
    expect(serialized(updated(doc, update, filter, arrayFilters))).toBe(serialized(expected));
  });
});

describe('refused', () => {
  test.each<[string, Doc, Doc]>([
    ['$set of another _id', { _id: 1 }, { $set: { _id: 2 } }],
    ['$set of a named field in an array', { _id: 1, a: [1] }, { $set: { 'a.b': 1 } }],
    ['$set through a scalar', { _id: 1, a: 1 }, { $set: { 'a.b': 1 } }],
    ['$set through null', { _id: 1, a: null }, { $set: { 'a.b': 1 } }],
    ['$inc of a string', { _id: 1, a: 'x' }, { $inc: { a: 1 } }],
    ['$inc of null', { _id: 1, a: null }, { $inc: { a: 1 } }],
    ['$push to a scalar', { _id: 1, a: 1 }, { $push: { a: 1 } }],
    ['two operators on one field', { _id: 1 }, { $set: { a: 1 }, $inc: { a: 1 } }],
    ['a field and its subfield at once', { _id: 1 }, { $set: { a: 1, 'a.b': 1 } }],
    ['an unknown operator', { _id: 1 }, { $zz: { a: 1 } }],
  ])('%s', (_fact, doc, update) => {
    expect(() => updated(doc, update)).toThrow(ServerError);
  });
});
