/** No name of a field, in a document or a command, reaches a prototype. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { deserialize, serialize } from 'bson';
import { compilePipeline } from '../../src/aggregate/pipeline.ts';
import { compileFilter } from '../../src/match/filter.ts';
import { compileProjection } from '../../src/project/projection.ts';
import { checkUpdate } from '../../src/update/check.ts';
import { compileUpdate, upsertedDoc } from '../../src/update/update.ts';
import type { Doc } from '../../src/values/document.ts';
import { withValue } from '../../src/values/paths.ts';
import { serialized } from './values.ts';

/** As a client would send it: JSON makes `__proto__` an own field, and so does BSON. */
const received = (json: string): Doc => deserialize(serialize(JSON.parse(json) as Doc));

const BEFORE = Object.getOwnPropertyNames(Object.prototype).sort();

afterEach(() => {
  expect(Object.getOwnPropertyNames(Object.prototype).sort()).toEqual(BEFORE);
  expect(Reflect.get({}, 'polluted')).toBeUndefined();
  expect(Reflect.get(Object, 'polluted')).toBeUndefined();
  expect(Reflect.get(Array.prototype, 'polluted')).toBeUndefined();
});

const PATHS = [
  '__proto__.polluted',
  'constructor.polluted',
  'constructor.prototype.polluted',
  'a.__proto__.polluted',
  'a.constructor.prototype.polluted',
];

function update(doc: Doc, operators: Doc, filter: Doc = {}): Doc {
  checkUpdate(operators, { multi: false, arrayFilters: undefined });
  return compileUpdate(operators, { filter, now: new Date(0) })(doc);
}

describe.each(PATHS)('the path %s', (path) => {
  test('is set as fields of the document', () => {
    const expected = serialized(withValue({ _id: 1 }, path.split('.'), 9));
    expect(serialized(update({ _id: 1 }, { $set: { [path]: 9 } }))).toBe(expected);
    expect(expected).toContain('"polluted":9');
  });

  test('is a target of $rename like any other', () => {
    expect(serialized(update({ _id: 1, b: 9 }, { $rename: { b: path } }))).toContain(
      '"polluted":9',
    );
  });

  test('cannot be read, incremented or matched', () => {
    expect(compileFilter({ [path]: { $exists: true } })({ a: {} })).toBe(false);
    expect(serialized(update({ _id: 1 }, { $inc: { [path]: 1 } }))).toContain('"polluted":1');
    expect(serialized(update({ _id: 1 }, { $unset: { [path]: 1 } }))).toBe(serialized({ _id: 1 }));
  });

  test('starts an upsert from its value', () => {
    const made = upsertedDoc({ $set: { b: 1 } }, { filter: { [path]: 9 }, now: new Date(0) });
    expect(serialized(made)).toContain('"polluted":9');
  });

  test('is projected, added and unwound as fields', () => {
    const doc = update({ _id: 1 }, { $set: { [path]: 9 } });
    expect(serialized(compileProjection({ [path]: 1 }, {})?.(doc))).toBe(serialized(doc));
    expect(serialized(compileProjection({ [path]: 0 }, {})?.(doc))).not.toContain('polluted');
    expect(serialized(compilePipeline([{ $addFields: { [path]: 7 } }])([{ _id: 1 }]))).toContain(
      '"polluted":7',
    );
    expect(
      serialized(compilePipeline([{ $lookup: { from: 'x', as: path } }])([{ _id: 1 }])),
    ).toContain('polluted');
  });
});

test('a document with a field __proto__ is copied with it', () => {
  const doc = received(
    '{"_id": 1, "__proto__": {"polluted": 1}, "a": {"__proto__": {"polluted": 2}}}',
  );
  const next = update(doc, { $set: { b: 1 } });
  expect(Object.keys(next)).toEqual(['_id', '__proto__', 'a', 'b']);
  expect(Reflect.get(next, 'polluted')).toBeUndefined();
});

test('a replacement with a field __proto__ keeps it a field', () => {
  const next = update({ _id: 1 }, received('{"__proto__": {"polluted": 1}}'));
  expect(Object.keys(next)).toEqual(['_id', '__proto__']);
});

test.each<[string, Doc]>([
  ['$mergeObjects', { $mergeObjects: ['$a', { b: 1 }] }],
  ['$setField', { $setField: { field: '__proto__', input: {}, value: '$a' } }],
  ['$arrayToObject', { $arrayToObject: [[['__proto__', { polluted: 1 }]]] }],
  ['$getField', { $getField: '__proto__' }],
  ['$getField of a constructor', { $getField: { field: 'constructor', input: '$a' } }],
])('%s reads and makes own fields only', (_name, expression) => {
  const doc = received('{"_id": 1, "a": {"__proto__": {"polluted": 1}}}');
  const [made = {}] = compilePipeline([{ $project: { _id: 0, r: expression } }])([doc]);
  const result = Reflect.get(made, 'r') as object | undefined;
  expect(Reflect.get(result ?? {}, 'polluted')).toBeUndefined();
  expect(typeof result).not.toBe('function');
});

test('an expression that names a field __proto__ is refused', () => {
  const expression = JSON.parse('{"__proto__": {"polluted": 1}}') as Doc;
  expect(() => compilePipeline([{ $project: { r: { $mergeObjects: [expression] } } }])).toThrow(
    "'__proto__'",
  );
});
