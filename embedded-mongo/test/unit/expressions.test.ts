/** What the expressions of a pipeline make of values, as on a MongoDB server. */
import { describe, expect, test } from '@jest/globals';
import { compilePipeline } from '../../src/aggregate/pipeline.ts';
import type { Doc } from '../../src/values/document.ts';
import { decimal, ID, long, OTHER_ID, sameId, serialized } from './values.ts';

const run = (docs: Doc[], stages: Doc[]): readonly Doc[] => compilePipeline(stages)(docs);

type Row = [fact: string, docs: Doc[], stages: Doc[], expected: Doc[]];

describe('conversion', () => {
  test.each<Row>([
    [
      '$toString of an ObjectId is its digits',
      [{ _id: ID }],
      [{ $project: { _id: 0, s: { $toString: '$_id' } } }],
      [{ s: '65f000000000000000000001' }],
    ],
    [
      '$toObjectId reads the digits',
      [{ a: '65f000000000000000000001' }],
      [{ $project: { s: { $toObjectId: '$a' } } }],
      [{ s: ID }],
    ],
    [
      '$type names an ObjectId',
      [{ a: ID }],
      [{ $project: { s: { $type: '$a' } } }],
      [{ s: 'objectId' }],
    ],
    [
      '$convert falls back to onError',
      [{ a: 'x' }],
      [{ $project: { s: { $convert: { input: '$a', to: 'int', onError: -1 } } } }],
      [{ s: -1 }],
    ],
  ])('%s', (_fact, docs, stages, expected) => {
    expect(serialized(run(docs, stages))).toBe(serialized(expected));
  });
});

describe('arrays and sets', () => {
  test.each<Row>([
    [
      '$filter compares ObjectIds by value',
      [{ a: [{ u: ID }, { u: OTHER_ID }] }],
      [
        {
          $project: {
            r: { $filter: { input: '$a', as: 'x', cond: { $eq: ['$$x.u', sameId()] } } },
          },
        },
      ],
      [{ r: [{ u: ID }] }],
    ],
    [
      '$in compares ObjectIds by value',
      [{ a: [ID] }],
      [{ $project: { r: { $in: [sameId(), '$a'] } } }],
      [{ r: true }],
    ],
    [
      '$setUnion compares ObjectIds by value',
      [{ a: [ID], b: [sameId()] }],
      [{ $project: { r: { $size: { $setUnion: ['$a', '$b'] } } } }],
      [{ r: 1 }],
    ],
    [
      '$arrayElemAt counts from the end',
      [{ a: [1, 2] }],
      [{ $project: { r: { $arrayElemAt: ['$a', -1] } } }],
      [{ r: 2 }],
    ],
    [
      '$reduce folds an array',
      [{ a: [1, 2, 3] }],
      [
        {
          $project: {
            r: { $reduce: { input: '$a', initialValue: 0, in: { $add: ['$$value', '$$this'] } } },
          },
        },
      ],
      [{ r: 6 }],
    ],
    [
      '$first takes the first element',
      [{ a: [4, 5] }],
      [{ $project: { r: { $first: '$a' } } }],
      [{ r: 4 }],
    ],
    [
      '$setDifference compares ObjectIds by value',
      [{ a: [ID, OTHER_ID], b: [sameId()] }],
      [{ $project: { r: { $setDifference: ['$a', '$b'] } } }],
      [{ r: [OTHER_ID] }],
    ],
    [
      '$sortArray orders documents',
      [{ a: [{ x: 2 }, { x: 1 }] }],
      [{ $project: { r: { $sortArray: { input: '$a', sortBy: { x: 1 } } } } }],
      [{ r: [{ x: 1 }, { x: 2 }] }],
    ],
  ])('%s', (_fact, docs, stages, expected) => {
    expect(serialized(run(docs, stages))).toBe(serialized(expected));
  });
});

describe('logic', () => {
  test.each<Row>([
    [
      '$ifNull replaces a missing value',
      [{}],
      [{ $project: { r: { $ifNull: ['$a', 0] } } }],
      [{ r: 0 }],
    ],
    ['null is false', [{ a: null }], [{ $project: { r: { $cond: ['$a', 1, 2] } } }], [{ r: 2 }]],
    [
      'an empty string is true',
      [{ a: '' }],
      [{ $project: { r: { $and: ['$a'] } } }],
      [{ r: true }],
    ],
    [
      '$switch takes the first true branch',
      [{ a: 5 }],
      [
        {
          $project: {
            r: {
              $switch: { branches: [{ case: { $gt: ['$a', 3] }, then: 'big' }], default: 'small' },
            },
          },
        },
      ],
      [{ r: 'big' }],
    ],
    [
      'values of different types can be compared',
      [{ a: 'x' }],
      [{ $project: { r: { $gt: ['$a', 5] } } }],
      [{ r: true }],
    ],
    [
      'an array does not equal its element',
      [{ a: [1, 2] }],
      [{ $project: { r: { $eq: ['$a', 1] } } }],
      [{ r: false }],
    ],
    [
      'a missing value is less than null',
      [{}],
      [{ $project: { r: { $lt: ['$a', null] } } }],
      [{ r: true }],
    ],
  ])('%s', (_fact, docs, stages, expected) => {
    expect(serialized(run(docs, stages))).toBe(serialized(expected));
  });
});

describe('dates', () => {
  test.each<Row>([
    [
      '$dateToString knows time zones',
      [{ d: new Date('2024-01-01T23:30:00Z') }],
      [
        {
          $project: {
            r: { $dateToString: { date: '$d', format: '%Y-%m-%d', timezone: 'Europe/Paris' } },
          },
        },
      ],
      [{ r: '2024-01-02' }],
    ],
    [
      '$dateTrunc cuts to the month',
      [{ d: new Date('2024-05-15T10:00:00Z') }],
      [{ $project: { r: { $dateTrunc: { date: '$d', unit: 'month' } } } }],
      [{ r: new Date('2024-05-01T00:00:00Z') }],
    ],
    [
      '$dateDiff counts days',
      [{ a: new Date('2024-01-01'), b: new Date('2024-01-31') }],
      [{ $project: { r: { $dateDiff: { startDate: '$a', endDate: '$b', unit: 'day' } } } }],
      [{ r: 30 }],
    ],
    [
      'the difference of dates is in milliseconds',
      [{ a: new Date(5000), b: new Date(2000) }],
      [{ $project: { r: { $subtract: ['$a', '$b'] } } }],
      [{ r: 3000 }],
    ],
    [
      'milliseconds can be added to a date',
      [{ a: new Date(5000) }],
      [{ $project: { r: { $add: ['$a', 1000] } } }],
      [{ r: new Date(6000) }],
    ],
  ])('%s', (_fact, docs, stages, expected) => {
    expect(serialized(run(docs, stages))).toBe(serialized(expected));
  });
});

describe('objects', () => {
  test.each<Row>([
    [
      '$mergeObjects joins fields',
      [{ a: { x: 1 }, b: { y: 2 } }],
      [{ $project: { r: { $mergeObjects: ['$a', '$b'] } } }],
      [{ r: { x: 1, y: 2 } }],
    ],
    [
      '$literal is not evaluated',
      [{ a: 1 }],
      [{ $project: { r: { $literal: '$a' } } }],
      [{ r: '$a' }],
    ],
    [
      '$objectToArray makes pairs',
      [{ a: { x: 1 } }],
      [{ $project: { r: { $objectToArray: '$a' } } }],
      [{ r: [{ k: 'x', v: 1 }] }],
    ],
  ])('%s', (_fact, docs, stages, expected) => {
    expect(serialized(run(docs, stages))).toBe(serialized(expected));
  });
});

describe('numbers', () => {
  test.each<Row>([
    [
      'Decimals multiply exactly',
      [{ a: decimal('1.5') }],
      [{ $project: { r: { $multiply: ['$a', 2] } } }],
      [{ r: decimal('3.0') }],
    ],
    [
      'a Long stays a Long',
      [{ a: long('5') }],
      [{ $project: { r: { $add: ['$a', 1] } } }],
      [{ r: long('6') }],
    ],
    [
      '$max takes the greatest element',
      [{ a: [4, 5] }],
      [{ $project: { r: { $max: '$a' } } }],
      [{ r: 5 }],
    ],
    [
      '$divide makes a fraction',
      [{ a: 5 }],
      [{ $project: { r: { $divide: ['$a', 2] } } }],
      [{ r: 2.5 }],
    ],
    [
      '$round goes to the even neighbour',
      [{ a: 2.5 }],
      [{ $project: { r: { $round: ['$a', 0] } } }],
      [{ r: 2 }],
    ],
  ])('%s', (_fact, docs, stages, expected) => {
    expect(serialized(run(docs, stages))).toBe(serialized(expected));
  });
});

describe('strings', () => {
  test.each<Row>([
    [
      '$toLower changes ASCII only',
      [{ a: 'ÄB' }],
      [{ $project: { r: { $toLower: '$a' } } }],
      [{ r: 'Äb' }],
    ],
    [
      '$regexMatch takes options',
      [{ a: 'Hello' }],
      [{ $project: { r: { $regexMatch: { input: '$a', regex: '^h', options: 'i' } } } }],
      [{ r: true }],
    ],
    [
      '$concat with null is null',
      [{ a: null }],
      [{ $project: { r: { $concat: ['x', '$a'] } } }],
      [{ r: null }],
    ],
  ])('%s', (_fact, docs, stages, expected) => {
    expect(serialized(run(docs, stages))).toBe(serialized(expected));
  });
});
