import { describe, expect, test } from '@jest/globals';
import { ServerError } from '../../../src/errors.ts';
import type { Doc } from '../../../src/values/document.ts';
import { decimal, long, serialized } from '../values.ts';
import { type Row, updated } from './updated.ts';

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
