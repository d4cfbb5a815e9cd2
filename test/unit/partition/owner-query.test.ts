import { expect, test } from '@jest/globals';
import { collectFields, readOperation } from '../../../gateway/partition/operation.ts';
import { ownerQuery } from '../../../gateway/partition/owner-query.ts';
import type { SubOperation } from '../../../gateway/partition/sub-operation.ts';
import { type TextCache, textCache } from '../../../gateway/partition/text-cache.ts';

const field = (key: string, variable: string) => `${key}: organisation(id: $${variable}) { id }`;
const operation = readOperation(
  `query ($x: ID!, $y: ID!) { ${field('a', 'x')} ${field('b', 'y')} }`,
);
const selectedFields = collectFields(operation, operation.definition.selectionSet, {});

const askedFor = (cache: TextCache<SubOperation>, variables: object, ...keys: string[]) => {
  const given = { ...variables };
  const places = keys.map((key) => {
    const selected = selectedFields.get(key)!;
    return { owner: 'unite', field: selected, asked: [key], seats: [[key]] };
  });
  const fetch = { operation, given, variables: given, keys: ['a', 'b'] };
  return ownerQuery(fetch, { owner: 'unite', places }, cache);
};

test('a part of an operation is derived once for its fields, whatever the variables', () => {
  const cache = textCache<SubOperation>(10_000);
  const one = askedFor(cache, { x: 'unite', y: 'labour' }, 'a');
  const other = askedFor(cache, { x: 'progress', y: 'labour' }, 'a');
  expect(cache.size).toBe(1);
  expect(other.query).toBe(one.query);
  expect([one.variables, other.variables]).toEqual([{ x: 'unite' }, { x: 'progress' }]);
});

test('each set of fields is a part of its own', () => {
  const cache = textCache<SubOperation>(10_000);
  for (const keys of [['a'], ['b'], ['a', 'b']]) askedFor(cache, {}, ...keys);
  expect(cache.size).toBe(3);
});
