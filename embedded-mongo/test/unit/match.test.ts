/** What a filter matches, as on a MongoDB server. */
import { describe, expect, test } from '@jest/globals';
import { Timestamp } from 'bson';
import { ServerError } from '../../src/errors.ts';
import { compileFilter } from '../../src/match/filter.ts';
import type { Doc } from '../../src/values/document.ts';
import { bytes, decimal, ID, long, OTHER_ID, sameId } from './values.ts';

const matches = (filter: Doc, doc: Doc): boolean => compileFilter(filter)(doc);

type Row = [fact: string, filter: Doc, doc: Doc, expected: boolean];

describe('equality', () => {
  test.each<Row>([
    ['equal ObjectIds match', { a: sameId() }, { a: ID }, true],
    ['different ObjectIds do not', { a: OTHER_ID }, { a: ID }, false],
    ['$in finds an ObjectId', { a: { $in: [OTHER_ID, sameId()] } }, { a: ID }, true],
    ['an ObjectId in an array matches', { a: sameId() }, { a: [OTHER_ID, ID] }, true],
    ['equal dates match', { a: new Date(5) }, { a: new Date(5) }, true],
    ['$in finds a date', { a: { $in: [new Date(5)] } }, { a: new Date(5) }, true],
    ['Decimal 1.0 equals Decimal 1', { a: decimal('1') }, { a: decimal('1.0') }, true],
    ['a Decimal equals the number of its value', { a: 1 }, { a: decimal('1.0') }, true],
    ['a Long equals the number of its value', { a: 5 }, { a: long('5') }, true],
    ['different binaries do not match', { a: bytes(255) }, { a: bytes(254) }, false],
    ['equal binaries match', { a: bytes(255) }, { a: bytes(255) }, true],
    [
      'equal timestamps match',
      { a: new Timestamp({ t: 1, i: 2 }) },
      { a: new Timestamp({ t: 1, i: 2 }) },
      true,
    ],
    [
      'documents with fields in another order are not equal',
      { a: { x: 1, y: 2 } },
      { a: { y: 2, x: 1 } },
      false,
    ],
    [
      'documents with fields in the same order are equal',
      { a: { x: 1, y: 2 } },
      { a: { x: 1, y: 2 } },
      true,
    ],
    ['NaN equals NaN', { a: NaN }, { a: NaN }, true],
    ['-0 equals 0', { a: 0 }, { a: -0 }, true],
  ])('%s', (_fact, filter, doc, expected) => {
    expect(matches(filter, doc)).toBe(expected);
  });
});

describe('comparison', () => {
  test.each<Row>([
    ['$gt orders ObjectIds', { a: { $gt: ID } }, { a: OTHER_ID }, true],
    ['$gte includes an equal date', { a: { $gte: new Date(5) } }, { a: new Date(5) }, true],
    ['a date is never greater than a number', { a: { $gt: 1 } }, { a: new Date(5) }, false],
    [
      'Decimal 10 is greater than Decimal 9',
      { a: { $gt: decimal('9') } },
      { a: decimal('10') },
      true,
    ],
    ['Decimal 10 is greater than the number 9', { a: { $gt: 9 } }, { a: decimal('10') }, true],
    [
      'Longs beyond 2^53 are ordered exactly',
      { a: { $gt: long('9007199254740993') } },
      { a: long('10000000000000000') },
      true,
    ],
    ['a number is less than a greater Long', { a: { $lt: long('10') } }, { a: 9 }, true],
    ['a string is never greater than a number', { a: { $gt: 1 } }, { a: 'x' }, false],
    ['false is less than true', { a: { $lt: true } }, { a: false }, true],
    ['$comment is ignored', { $comment: 'x', a: 1 }, { a: 1 }, true],
    ['nothing is greater than NaN', { a: { $gt: NaN } }, { a: 1 }, false],
  ])('%s', (_fact, filter, doc, expected) => {
    expect(matches(filter, doc)).toBe(expected);
  });
});

describe('null', () => {
  test.each<Row>([
    ['null matches a missing field', { a: null }, {}, true],
    ['null does not match an empty array', { a: null }, { a: [] }, false],
    ['null matches an array that holds null', { a: null }, { a: [1, null] }, true],
    ['$ne null does not match a missing field', { a: { $ne: null } }, {}, false],
    ['$in with null matches a missing field', { a: { $in: [null] } }, {}, true],
    ['$in with null matches an array that holds null', { a: { $in: [null] } }, { a: [null] }, true],
    ['$nin matches a missing field', { a: { $nin: [1] } }, {}, true],
    ['$gte null matches a missing field', { a: { $gte: null } }, {}, true],
    ['$not of a comparison matches a missing field', { a: { $not: { $gt: 1 } } }, {}, true],
  ])('%s', (_fact, filter, doc, expected) => {
    expect(matches(filter, doc)).toBe(expected);
  });
});

describe('arrays', () => {
  test.each<Row>([
    ['a whole array equals itself', { a: [1, 2] }, { a: [1, 2] }, true],
    ['an array in another order is not equal', { a: [2, 1] }, { a: [1, 2] }, false],
    ['an array matches as an element of an array', { a: [1, 2] }, { a: [[1, 2]] }, true],
    ['arrays compare element by element', { a: { $gt: [1, 2] } }, { a: [2, 1] }, true],
    [
      'different elements may meet different conditions',
      { a: { $gt: 4, $lt: 3 } },
      { a: [1, 5] },
      true,
    ],
    ['$size counts elements', { a: { $size: 2 } }, { a: [1, 2] }, true],
    [
      '$size may hold for one of several arrays on a path',
      { 'a.b': { $size: 1 } },
      { a: [{ b: [1] }, { b: [1, 2] }] },
      true,
    ],
  ])('%s', (_fact, filter, doc, expected) => {
    expect(matches(filter, doc)).toBe(expected);
  });
});

describe('paths', () => {
  test.each<Row>([
    ['a path goes through an array of documents', { 'a.b': 2 }, { a: [{ b: 1 }, { b: 2 }] }, true],
    ['a number in a path is an index', { 'a.1.b': 2 }, { a: [{ b: 1 }, { b: 2 }] }, true],
    [
      'a path goes through arrays inside arrays of documents',
      { 'a.b': 3 },
      { a: [{ b: [1, 3] }] },
      true,
    ],
    [
      'null matches where one element lacks the field',
      { 'a.b': null },
      { a: [{ b: 1 }, {}] },
      true,
    ],
    [
      'null does not match where every element has the field',
      { 'a.b': null },
      { a: [{ b: 1 }] },
      false,
    ],
    ['$exists: false matches under an empty array', { 'a.b': { $exists: false } }, { a: [] }, true],
    [
      '$exists: true matches if one element has the field',
      { 'a.b': { $exists: true } },
      { a: [{}, { b: 1 }] },
      true,
    ],
    [
      'a field named constructor is missing where the document has none',
      { constructor: 1 },
      {},
      false,
    ],
  ])('%s', (_fact, filter, doc, expected) => {
    expect(matches(filter, doc)).toBe(expected);
  });
});

describe('$elemMatch', () => {
  test.each<Row>([
    [
      'one element must meet all conditions',
      { a: { $elemMatch: { b: 1, c: 2 } } },
      {
        a: [
          { b: 1, c: 3 },
          { b: 1, c: 2 },
        ],
      },
      true,
    ],
    [
      'operators apply to the element itself',
      { a: { $elemMatch: { $gt: 1, $lt: 3 } } },
      { a: [0, 2] },
      true,
    ],
    [
      'it may hold $or',
      { a: { $elemMatch: { $or: [{ b: 1 }, { b: 9 }] } } },
      { a: [{ b: 9 }] },
      true,
    ],
    ['a scalar is no array', { a: { $elemMatch: { $gt: 1 } } }, { a: 2 }, false],
    [
      'ObjectIds inside elements are compared by value',
      { a: { $elemMatch: { u: sameId() } } },
      { a: [{ u: ID }] },
      true,
    ],
    ['$in applies to the element itself', { a: { $elemMatch: { $in: [3] } } }, { a: [3] }, true],
  ])('%s', (_fact, filter, doc, expected) => {
    expect(matches(filter, doc)).toBe(expected);
  });
});

describe('$all', () => {
  test.each<Row>([
    ['every value must be present', { a: { $all: [1, 2] } }, { a: [2, 1, 3] }, true],
    ['a scalar counts as an array of one', { a: { $all: ['x'] } }, { a: 'x' }, true],
    ['ObjectIds are compared by value', { a: { $all: [sameId()] } }, { a: [ID] }, true],
    [
      'values may come from different elements of a path',
      { 'a.b': { $all: [1, 2] } },
      { a: [{ b: 1 }, { b: 2 }] },
      true,
    ],
  ])('%s', (_fact, filter, doc, expected) => {
    expect(matches(filter, doc)).toBe(expected);
  });
});

describe('$regex', () => {
  test.each<Row>([
    ['the option i ignores case', { a: { $regex: '^A', $options: 'i' } }, { a: 'abc' }, true],
    ['it matches an element of an array', { a: /b/ }, { a: ['a', 'b'] }, true],
    ['$in may hold expressions', { a: { $in: [/^b/] } }, { a: 'bc' }, true],
    ['$not excludes what matches', { a: { $not: /b/ } }, { a: 'b' }, false],
    [
      'the option x ignores white space and comments',
      { a: { $regex: 'a b # c', $options: 'x' } },
      { a: 'ab' },
      true,
    ],
    [
      '$not may hold $regex with options',
      { a: { $not: { $regex: 'B', $options: 'i' } } },
      { a: 'b' },
      false,
    ],
    [
      '(?i) at the start of the pattern ignores case',
      { a: { $regex: '(?i)AB' } },
      { a: 'ab' },
      true,
    ],
    ['the flag g keeps no state', { a: { $in: [/b/g] } }, { a: 'b' }, true],
  ])('%s', (_fact, filter, doc, expected) => {
    expect(matches(filter, doc)).toBe(expected);
  });
});

describe('$type', () => {
  test.each<Row>([
    ['objectId', { a: { $type: 'objectId' } }, { a: ID }, true],
    ['an element of an array counts', { a: { $type: 'string' } }, { a: [1, 'x'] }, true],
    ['number includes Decimal', { a: { $type: 'number' } }, { a: decimal('1') }, true],
    ['a date by its number', { a: { $type: 9 } }, { a: new Date() }, true],
    ['binData', { a: { $type: 'binData' } }, { a: bytes(1) }, true],
    ['one of several types', { a: { $type: ['null', 'array'] } }, { a: [] }, true],
  ])('%s', (_fact, filter, doc, expected) => {
    expect(matches(filter, doc)).toBe(expected);
  });
});

describe('$mod', () => {
  test.each<Row>([
    ['the remainder is compared', { a: { $mod: [4, 1] } }, { a: 5 }, true],
    ['a string never matches', { a: { $mod: [4, 1] } }, { a: '5' }, false],
    ['a fractional divisor is truncated', { a: { $mod: [4.5, 1] } }, { a: 5 }, true],
  ])('%s', (_fact, filter, doc, expected) => {
    expect(matches(filter, doc)).toBe(expected);
  });
});

describe('$expr', () => {
  test.each<Row>([
    ['ObjectIds are compared by value', { $expr: { $eq: ['$a', sameId()] } }, { a: ID }, true],
    ['values of different types can be compared', { $expr: { $gt: ['$a', 1] } }, { a: 'x' }, true],
    ['a missing field is not null', { $expr: { $eq: ['$zz', null] } }, {}, false],
  ])('%s', (_fact, filter, doc, expected) => {
    expect(matches(filter, doc)).toBe(expected);
  });
});

describe('refused', () => {
  test.each<[string, Doc]>([
    ['an unknown operator', { a: { $zzz: 1 } }],
    ['$in without an array', { a: { $in: 1 } }],
    ['$or without branches', { $or: [] }],
  ])('%s, even if there is no document', (_fact, filter) => {
    expect(() => compileFilter(filter)).toThrow(ServerError);
  });
});
