import { expect, test } from '@jest/globals';
import { readFetch } from '../../../gateway/partition/fetch.ts';
import { readOperation } from '../../../gateway/partition/operation.ts';
import { ownerQuery } from '../../../gateway/partition/owner-query.ts';
import type { SubOperation } from '../../../gateway/partition/sub-operation.ts';
import { type TextCache, textCache } from '../../../gateway/partition/text-cache.ts';

const field = (key: string, variable: string) => `${key}: organisation(id: $${variable}) { id }`;
const operation = readOperation(
  `query ($x: ID!, $y: ID!) { ${field('a', 'x')} ${field('b', 'y')} }`,
);

const queryFor = (cache: TextCache<SubOperation>, variables: object, ...keys: string[]) => {
  const fetch = readFetch(operation, { ...variables });
  const targets = fetch.fields
    .filter(({ key }) => keys.includes(key))
    .map((selected) => ({
      owner: 'unite',
      field: selected,
      ownerPath: [selected.key],
      fetchPaths: [[selected.key]],
    }));
  return ownerQuery(fetch, { owner: 'unite', targets }, cache);
};

test('a sub-operation is derived once for its fields, whatever the variables', () => {
  const cache = textCache<SubOperation>(10_000);
  const one = queryFor(cache, { x: 'unite', y: 'labour' }, 'a');
  const other = queryFor(cache, { x: 'progress', y: 'labour' }, 'a');
  expect(cache.size).toBe(1);
  expect(other.query).toBe(one.query);
  expect([one.variables, other.variables]).toEqual([{ x: 'unite' }, { x: 'progress' }]);
});

test('each set of fields has a sub-operation of its own', () => {
  const cache = textCache<SubOperation>(10_000);
  for (const keys of [['a'], ['b'], ['a', 'b']]) queryFor(cache, {}, ...keys);
  expect(cache.size).toBe(3);
});
