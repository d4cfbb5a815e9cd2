/** How many values an answer can have, by what was asked. */
import { expect, test } from '@jest/globals';
import { answerLimits } from '../../../gateway/partition/answer-limits.ts';
import { type Asked, answerOf, aPartition, idOf } from './a-partition.ts';

/** What each owner is asked for a query. */
async function askedBy(query: string, variables: Record<string, unknown> = {}): Promise<Asked[]> {
  const asked: Asked[] = [];
  const { fetch } = aPartition({
    ask: async (request) => {
      asked.push(request);
      return answerOf(request);
    },
  });
  await fetch({ query, variables });
  return asked;
}

const sizeOf = async (query: string, variables?: Record<string, unknown>) =>
  (await askedBy(query, variables)).map(({ mostValues }) => mostValues);

const ideas = (argument: string) =>
  `query ($n: Int) { organisation(id: "unite") { name ideas${argument} { id author { name } } } }`;

test.each<[string, string, Record<string, unknown> | undefined, number]>([
  ['each field', '{ organisation(id: "unite") { id name } }', undefined, 3],
  [
    'a field in a fragment',
    '{ organisation(id: "unite") { ...F } } fragment F on Organisation { id }',
    undefined,
    2,
  ],
  ['the items of a page', ideas('(first: 20)'), undefined, 3 + 20 * 4],
  ['the items of a page by a variable', ideas('(first: $n)'), { n: 7 }, 3 + 7 * 4],
  ['the items of a list that nothing bounds', ideas(''), undefined, 3 + 1_000 * 4],
  ['the items of a page whose size is left out', ideas('(first: $n)'), undefined, 3 + 1_000 * 4],
])('counts %s', async (_what, query, variables, expected) => {
  expect(await sizeOf(query, variables)).toEqual([expected]);
});

test('each owner of a split list is allowed its own items', async () => {
  const ids = [idOf('unite', 1), idOf('unite', 2), idOf('labour', 1)];
  const query = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Idea { title } } }';
  expect(await sizeOf(query, { ids })).toEqual([2 * 3, 3]);
});

test('each owner of entities is allowed its own', async () => {
  const representations = [1, 2, 3].map((nth) => ({ __typename: 'Idea', id: idOf('unite', nth) }));
  const query =
    'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Idea { title tags } } }';
  expect(await sizeOf(query, { representations })).toEqual([3 * (1 + 1 + 1 + 1_000)]);
});

test('what is allowed grows with what is asked, up to a limit', () => {
  const [few, some, many] = [answerLimits(3), answerLimits(50), answerLimits(100_000)];
  expect(few).toEqual({ depth: 64, bytes: (256 + 3 * 64) * 1024, values: 20_012 });
  expect(some.bytes).toBeGreaterThan(few.bytes);
  expect(some.values).toBeGreaterThan(few.values);
  expect(many).toMatchObject({ bytes: 8 * 1024 * 1024, values: 420_000 });
  expect(answerLimits()).toEqual({ depth: 64, bytes: 8 * 1024 * 1024, values: 500_000 });
});
