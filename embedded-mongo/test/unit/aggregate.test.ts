/** What the stages of a pipeline make of documents, as on a MongoDB server. */
import { describe, expect, test } from '@jest/globals';
import { compilePipeline } from '../../src/aggregate/pipeline.ts';
import type { Doc } from '../../src/values/document.ts';
import { decimal, ID, OTHER_ID, sameId, serialized } from './values.ts';

const run = (docs: Doc[], stages: Doc[]): readonly Doc[] => compilePipeline(stages)(docs);

type Row = [fact: string, docs: Doc[], stages: Doc[], expected: Doc[]];

describe('$group', () => {
  test.each<Row>([
    [
      'equal ObjectIds are one group',
      [{ u: ID }, { u: sameId() }, { u: OTHER_ID }],
      [{ $group: { _id: '$u', n: { $sum: 1 } } }, { $sort: { _id: 1 } }],
      [
        { _id: ID, n: 2 },
        { _id: OTHER_ID, n: 1 },
      ],
    ],
    [
      'missing and null are one group',
      [{}, { a: null }],
      [{ $group: { _id: '$a', n: { $sum: 1 } } }],
      [{ _id: null, n: 2 }],
    ],
    [
      'equal dates are one group',
      [{ d: new Date(1) }, { d: new Date(1) }],
      [{ $group: { _id: '$d', n: { $sum: 1 } } }],
      [{ _id: new Date(1), n: 2 }],
    ],
    [
      '$sum skips values that are not numbers',
      [{ a: 1 }, { a: 2 }, { a: 'x' }, {}],
      [{ $group: { _id: null, s: { $sum: '$a' } } }],
      [{ _id: null, s: 3 }],
    ],
    [
      '$sum of Decimals is exact',
      [{ a: decimal('0.1') }, { a: decimal('0.2') }],
      [{ $group: { _id: null, s: { $sum: '$a' } } }],
      [{ _id: null, s: decimal('0.3') }],
    ],
    [
      '$avg skips null',
      [{ a: 2 }, { a: null }, { a: 4 }],
      [{ $group: { _id: null, s: { $avg: '$a' } } }],
      [{ _id: null, s: 3 }],
    ],
    [
      '$max takes the latest date',
      [{ a: new Date(1) }, { a: new Date(5) }],
      [{ $group: { _id: null, s: { $max: '$a' } } }],
      [{ _id: null, s: new Date(5) }],
    ],
    [
      '$min ignores null and missing',
      [{ a: 3 }, {}, { a: null }],
      [{ $group: { _id: null, s: { $min: '$a' } } }],
      [{ _id: null, s: 3 }],
    ],
    [
      '$push skips missing values',
      [{ a: 1 }, {}],
      [{ $group: { _id: null, s: { $push: '$a' } } }],
      [{ _id: null, s: [1] }],
    ],
    [
      '$addToSet keeps one of equal ObjectIds',
      [{ a: ID }, { a: sameId() }],
      [{ $group: { _id: null, s: { $addToSet: '$a' } } }],
      [{ _id: null, s: [ID] }],
    ],
    [
      '$first and $last take the ends of a group',
      [{ a: 1 }, { a: 2 }],
      [{ $group: { _id: null, f: { $first: '$a' }, l: { $last: '$a' } } }],
      [{ _id: null, f: 1, l: 2 }],
    ],
    [
      'the id may be compound',
      [
        { a: 1, b: ID },
        { a: 1, b: sameId() },
      ],
      [{ $group: { _id: { a: '$a', b: '$b' }, n: { $sum: 1 } } }],
      [{ _id: { a: 1, b: ID }, n: 2 }],
    ],
    [
      '$$ROOT is the whole document',
      [{ a: 1 }],
      [{ $group: { _id: null, d: { $push: '$$ROOT' } } }],
      [{ _id: null, d: [{ a: 1 }] }],
    ],
    [
      'an accumulator takes an expression',
      [{ a: 1, b: 2 }],
      [{ $group: { _id: null, s: { $sum: { $multiply: ['$a', '$b'] } } } }],
      [{ _id: null, s: 2 }],
    ],
    [
      '$cond counts',
      [{ a: 1 }, { a: 5 }],
      [{ $group: { _id: null, s: { $sum: { $cond: [{ $gt: ['$a', 2] }, 1, 0] } } } }],
      [{ _id: null, s: 1 }],
    ],
    [
      '$sum of a missing field is zero',
      [{}],
      [{ $group: { _id: null, s: { $sum: '$zz' } } }],
      [{ _id: null, s: 0 }],
    ],
    [
      '$topN has an order of its own',
      [{ a: 1 }, { a: 3 }, { a: 2 }],
      [{ $group: { _id: null, t: { $topN: { n: 2, sortBy: { a: -1 }, output: '$a' } } } }],
      [{ _id: null, t: [3, 2] }],
    ],
  ])('%s', (_fact, docs, stages, expected) => {
    expect(serialized(run(docs, stages))).toBe(serialized(expected));
  });
});

describe('$unwind', () => {
  test.each<Row>([
    [
      'each element makes a document',
      [{ _id: 1, a: [1, 2] }],
      [{ $unwind: '$a' }],
      [
        { _id: 1, a: 1 },
        { _id: 1, a: 2 },
      ],
    ],
    ['an empty string is a value', [{ _id: 1, a: '' }], [{ $unwind: '$a' }], [{ _id: 1, a: '' }]],
    [
      'the other fields stay',
      [{ _id: 1, o: { a: [1], b: 2 } }],
      [{ $unwind: '$o.a' }],
      [{ _id: 1, o: { a: 1, b: 2 } }],
    ],
    [
      'empty and missing can be preserved',
      [{ _id: 1, a: [] }, { _id: 2 }],
      [{ $unwind: { path: '$a', preserveNullAndEmptyArrays: true, includeArrayIndex: 'i' } }],
      [
        { _id: 1, i: null },
        { _id: 2, i: null },
      ],
    ],
  ])('%s', (_fact, docs, stages, expected) => {
    expect(serialized(run(docs, stages))).toBe(serialized(expected));
  });
});

describe('$project', () => {
  test.each<Row>([
    [
      'fields keep the order of the document',
      [{ _id: 1, b: 1, a: 2 }],
      [{ $project: { b: 1, a: 1 } }],
      [{ _id: 1, b: 1, a: 2 }],
    ],
    [
      'a path that ends early keeps the object where it ends',
      [{ _id: 1, a: {} }],
      [{ $project: { 'a.b': 1 } }],
      [{ _id: 1, a: {} }],
    ],
    [
      'a path can be dropped',
      [{ _id: 1, a: { b: 1, c: 2 } }],
      [{ $project: { 'a.b': 0 } }],
      [{ _id: 1, a: { c: 2 } }],
    ],
  ])('%s', (_fact, docs, stages, expected) => {
    expect(serialized(run(docs, stages))).toBe(serialized(expected));
  });
});

describe('$addFields', () => {
  test.each<Row>([
    [
      '$$REMOVE removes a field',
      [{ _id: 1, a: 1 }],
      [{ $addFields: { a: '$$REMOVE' } }],
      [{ _id: 1 }],
    ],
    [
      'a path goes into each element of an array',
      [{ _id: 1, a: [{ x: 1 }] }],
      [{ $addFields: { 'a.y': 2 } }],
      [{ _id: 1, a: [{ x: 1, y: 2 }] }],
    ],
  ])('%s', (_fact, docs, stages, expected) => {
    expect(serialized(run(docs, stages))).toBe(serialized(expected));
  });
});

describe('stages', () => {
  test.each<Row>([
    [
      '$facet runs pipelines side by side',
      [{ a: 1 }, { a: 2 }],
      [
        {
          $facet: {
            x: [{ $match: { a: 1 } }, { $count: 'n' }],
            y: [{ $sort: { a: -1 } }, { $limit: 1 }],
          },
        },
      ],
      [{ x: [{ n: 1 }], y: [{ a: 2 }] }],
    ],
    ['$count of nothing makes no document', [], [{ $count: 'n' }], []],
    [
      '$sortByCount puts the most common first',
      [{ a: 1 }, { a: 2 }, { a: 2 }],
      [{ $sortByCount: '$a' }],
      [
        { _id: 2, count: 2 },
        { _id: 1, count: 1 },
      ],
    ],
    [
      '$replaceRoot makes a subdocument the document',
      [{ a: { b: 1 } }],
      [{ $replaceRoot: { newRoot: '$a' } }],
      [{ b: 1 }],
    ],
    [
      '$match sees what $group made',
      [{ a: 1 }],
      [{ $group: { _id: '$a', n: { $sum: 1 } } }, { $match: { n: { $gte: 1 } } }],
      [{ _id: 1, n: 1 }],
    ],
    [
      '$sort takes several keys',
      [
        { a: 1, b: 1 },
        { a: 1, b: 2 },
        { a: 0, b: 3 },
      ],
      [{ $sort: { a: -1, b: 1 } }],
      [
        { a: 1, b: 1 },
        { a: 1, b: 2 },
        { a: 0, b: 3 },
      ],
    ],
    [
      'a stage sees the documents as the stage before it made them',
      [{ _id: 1, a: { x: 1 } }],
      [{ $addFields: { 'a.y': 2 } }, { $project: { _id: 1 } }],
      [{ _id: 1 }],
    ],
  ])('%s', (_fact, docs, stages, expected) => {
    expect(serialized(run(docs, stages))).toBe(serialized(expected));
  });
});

describe('refused', () => {
  test.each<[string, Doc[], Doc[]]>([
    ['an unknown stage', [{}], [{ $zzz: {} }]],
    ['an undefined variable', [{}], [{ $project: { a: '$$zz' } }]],
    ['$size of a value that is not an array', [{ a: 1 }], [{ $project: { r: { $size: '$a' } } }]],
  ])('%s', (_fact, docs, stages) => {
    expect(() => run(docs, stages)).toThrow();
  });
});

describe('the documents that a pipeline reads', () => {
  test.each<[string, Doc, Doc]>([
    ['$addFields', { _id: 1, a: { x: 1 } }, { $addFields: { 'a.y': 2 } }],
    ['$set through an array', { _id: 1, a: [{ x: 1 }] }, { $set: { 'a.y': 2 } }],
    ['$unset', { _id: 1, a: { x: 1, y: 1 } }, { $unset: 'a.x' }],
    ['$unwind', { _id: 1, a: [] }, { $unwind: { path: '$a', preserveNullAndEmptyArrays: true } }],
    ['$lookup', { _id: 1, a: { x: 1 } }, { $lookup: { from: 'none', as: 'a.x' } }],
    ['$facet', { _id: 1, a: [2, 1] }, { $facet: { one: [{ $unwind: '$a' }, { $set: { b: 1 } }] } }],
  ])('are left as they were by %s', (_stage, doc, stage) => {
    const before = serialized(doc);
    run([doc], [stage]);
    expect(serialized(doc)).toBe(before);
  });

  test('are left in their order by $sort', () => {
    const docs = [{ a: 2 }, { a: 1 }];
    run(docs, [{ $sort: { a: 1 } }]);
    expect(docs).toEqual([{ a: 2 }, { a: 1 }]);
  });
});

describe('what the engine does not have', () => {
  test.each<[string, Doc[], RegExp]>([
    [
      'a stage',
      [{ $setWindowFields: {} }],
      /Unrecognized pipeline stage name: '\$setWindowFields'/,
    ],
    ['a writing stage', [{ $out: 'copy' }], /Unrecognized pipeline stage name: '\$out'/],
    ['an expression', [{ $set: { a: { $function: {} } } }], /Unrecognized expression '\$function'/],
    [
      'an accumulator',
      [{ $group: { _id: null, a: { $median: 1 } } }],
      /unknown group operator '\$median'/,
    ],
    [
      'an expression deep down',
      [{ $match: { $expr: { $not: [{ $none: 1 }] } } }],
      /Unrecognized expression '\$none'/,
    ],
    [
      'a stage in a facet',
      [{ $facet: { a: [{ $out: 'x' }] } }],
      /Unrecognized pipeline stage name/,
    ],
    [
      'a stage in a union',
      [{ $unionWith: { coll: 'a', pipeline: [{ $out: 'x' }] } }],
      /Unrecognized pipeline stage/,
    ],
    ['a union with nothing', [{ $unionWith: {} }], /\$unionWith needs 'coll'/],
    [
      'a stage in a lookup',
      [{ $lookup: { from: 'a', as: 'b', pipeline: [{ $out: 'x' }] } }],
      /Unrecognized pipeline stage/,
    ],
  ])('is refused by name before any document is read: %s', (_what, stages, message) => {
    expect(() => compilePipeline(stages)).toThrow(message);
  });
});
