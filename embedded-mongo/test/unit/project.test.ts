/** What a projection shows, as on a MongoDB server. */
import { describe, expect, test } from '@jest/globals';
import { ServerError } from '../../src/errors.ts';
import { compileProjection } from '../../src/project/projection.ts';
import type { Doc } from '../../src/values/document.ts';
import { serialized } from './values.ts';

const project = (doc: Doc, spec: Doc, filter: Doc): unknown =>
  compileProjection(spec, { filter })?.(doc);

type Row = [fact: string, doc: Doc, spec: Doc, expected: Doc, filter?: Doc];

describe('inclusion', () => {
  test.each<Row>([
    [
      'fields keep the order of the document',
      { _id: 1, b: 2, a: 3 },
      { a: 1, b: 1 },
      { _id: 1, b: 2, a: 3 },
    ],
    [
      'a path keeps one field of a subdocument',
      { _id: 1, a: { b: 1, c: 2 } },
      { 'a.b': 1 },
      { _id: 1, a: { b: 1 } },
    ],
    [
      'a path goes through an array and drops its scalars',
      { _id: 1, a: [{ b: 1, c: 2 }, { c: 3 }, 5] },
      { 'a.b': 1 },
      { _id: 1, a: [{ b: 1 }, {}] },
    ],
    ['a missing field stays missing', { _id: 1 }, { z: 1 }, { _id: 1 }],
    ['_id alone can be kept', { _id: 1, a: 2 }, { _id: 1 }, { _id: 1 }],
    ['a date stays a date', { _id: 1, a: new Date(5) }, { a: 1 }, { _id: 1, a: new Date(5) }],
    ['null stays', { _id: 1, a: null, b: 1 }, { a: 1 }, { _id: 1, a: null }],
    [
      'a nested specification is a path',
      { _id: 1, a: { b: 1, c: 2 } },
      { a: { b: 1 } },
      { _id: 1, a: { b: 1 } },
    ],
    [
      'a path that ends early keeps the object where it ends',
      { _id: 1, x: { y: null } },
      { 'x.y.z': 1 },
      { _id: 1, x: {} },
    ],
  ])('%s', (_fact, doc, spec, expected, filter = {}) => {
    expect(serialized(project(doc, spec, filter))).toBe(serialized(expected));
  });
});

describe('exclusion', () => {
  test.each<Row>([
    [
      'a path drops a field in each element of an array',
      { _id: 1, a: [{ b: 1, c: 2 }] },
      { 'a.b': 0 },
      { _id: 1, a: [{ c: 2 }] },
    ],
    ['_id alone can be dropped', { _id: 1, a: 2 }, { _id: 0 }, { a: 2 }],
  ])('%s', (_fact, doc, spec, expected, filter = {}) => {
    expect(serialized(project(doc, spec, filter))).toBe(serialized(expected));
  });
});

describe('arrays', () => {
  test.each<Row>([
    [
      '$slice keeps the other fields',
      { _id: 1, a: [1, 2, 3], b: 1 },
      { a: { $slice: 1 } },
      { _id: 1, a: [1], b: 1 },
    ],
    [
      '$slice from the end takes a count',
      { _id: 1, a: [1, 2, 3] },
      { a: { $slice: [-2, 1] } },
      { _id: 1, a: [2] },
    ],
    [
      '$elemMatch shows the first element that matches',
      { _id: 1, a: [{ x: 1 }, { x: 2 }] },
      { a: { $elemMatch: { x: 2 } } },
      { _id: 1, a: [{ x: 2 }] },
    ],
    [
      'the positional $ shows the element that matched',
      { _id: 1, a: [1, 5, 6] },
      { 'a.$': 1 },
      { _id: 1, a: [5] },
      { a: { $gt: 4 } },
    ],
    [
      'the positional $ follows a condition on a field of the elements',
      {
        _id: 1,
        a: [
          { x: 1, y: 1 },
          { x: 2, y: 2 },
        ],
      },
      { 'a.$': 1 },
      { _id: 1, a: [{ x: 2, y: 2 }] },
      { 'a.x': 2 },
    ],
    [
      'the positional $ follows $elemMatch',
      { _id: 1, a: [{ x: 1 }, { x: 2 }] },
      { 'a.$': 1 },
      { _id: 1, a: [{ x: 2 }] },
      { a: { $elemMatch: { x: { $gt: 1 } } } },
    ],
  ])('%s', (_fact, doc, spec, expected, filter = {}) => {
    expect(serialized(project(doc, spec, filter))).toBe(serialized(expected));
  });
});

describe('expressions', () => {
  test.each<Row>([
    [
      'a field can be computed',
      { _id: 1, a: 2 },
      { d: { $multiply: ['$a', 2] } },
      { _id: 1, d: 4 },
    ],
  ])('%s', (_fact, doc, spec, expected, filter = {}) => {
    expect(serialized(project(doc, spec, filter))).toBe(serialized(expected));
  });
});

describe('refused', () => {
  test.each<[string, Doc, Doc]>([['inclusion and exclusion mixed', { _id: 1 }, { a: 1, b: 0 }]])(
    '%s',
    (_fact, doc, spec) => {
      expect(() => project(doc, spec, {})).toThrow(ServerError);
    },
  );
});
