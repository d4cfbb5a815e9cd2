/** How many values an answer can have, and how many bytes, by what was asked. */
import { expect, test } from '@jest/globals';
import { answerLimits } from '../../../gateway/partition/answer-limits.ts';
import { type Asked, answerOf, aPartition, idOf } from './a-partition.ts';

/** What each owner is asked for a query. */
async function askedBy(
  query: string,
  variables: Record<string, unknown> = {},
  sdl?: string,
): Promise<Asked[]> {
  const asked: Asked[] = [];
  const { fetch } = aPartition({
    ...(sdl !== undefined && { sdl }),
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

/** A contract that says how long its lists are, and whose pages have rows of several kinds of values. */
const SIZED = `
  directive @partition(by: String!) on FIELD_DEFINITION
  directive @listSize(assumedSize: Int, slicingArguments: [String!], sizedFields: [String!]) on FIELD_DEFINITION
  scalar Moment @specifiedBy(url: "https://moment.example")
  scalar Whatever
  enum State { OPEN CLOSED }
  type Row { id: ID! state: State score: Float at: Moment text: String other: Whatever tags: [State!] @listSize(assumedSize: 5) }
  type Edge { cursor: String! node: Row }
  type Page { edges: [Edge!] }
  type Organisation { id: ID! rows(first: Int, last: Int): Page @listSize(assumedSize: 20, slicingArguments: ["first", "last"], sizedFields: ["edges"]) }
  type Query { organisation(id: ID!): Organisation @partition(by: "id") }
`;

async function sized(fields: string, variables: Record<string, unknown> = {}) {
  const query = `query ($n: Int) { organisation(id: "unite") { ${fields} } }`;
  const [{ mostValues = 0, mostBytes = 0 } = {}] = await askedBy(query, variables, SIZED);
  return { values: mostValues, bytes: mostBytes };
}

const KILOBYTE = 1024;

test('a list has at most as many items as its contract says', async () => {
  expect(await sized('rows(first: 1) { edges { node { tags } } }')).toMatchObject({
    values: 3 + 3 + 5,
  });
  expect(await sized('rows { edges { node { id } } }')).toMatchObject({ values: 3 + 20 * 3 });
  const given = 'rows(last: $n) { edges { node { id } } }';
  expect(await sized(given, { n: 7 })).toMatchObject({ values: 3 + 7 * 3 });
  expect(await sized(given)).toMatchObject({ values: 3 + 20 * 3 });
});

test('a page of ids and states may be short, and one of texts long', async () => {
  const bytes = async (row: string) => {
    const page = await sized(`rows(first: 20) { edges { cursor node { ${row} } } }`);
    return page.bytes / KILOBYTE;
  };
  expect(await bytes('id state score tags')).toBeLessThan(150);
  expect(await bytes('id at')).toBeLessThan(200);
  expect(await bytes('__typename id')).toBeLessThan(150);
  for (const text of ['text', 'other']) {
    expect(await bytes(`id ${text}`)).toBeGreaterThan(20 * 64);
    expect(await bytes(`id ${text}`)).toBeLessThan(20 * 64 + 150);
  }
});

test('a name that is given to a field counts as often as it is sent', async () => {
  const long = 'a'.repeat(1_000);
  const rows = (name: string) => sized(`rows(first: 20) { edges { node { ${name}: id } } }`);
  const more = (await rows(long)).bytes - (await rows('a')).bytes;
  expect(more).toBe(20 * 999);
});

test('what is allowed grows with what is asked, up to a limit', () => {
  expect(answerLimits({ mostValues: 3, mostBytes: 2 * KILOBYTE })).toEqual({
    depth: 64,
    bytes: (256 + 2) * KILOBYTE,
    values: 20_012,
  });
  const most = { depth: 64, bytes: 8 * KILOBYTE * KILOBYTE, values: 500_000 };
  expect(answerLimits({ mostValues: 200_000, mostBytes: 9 * KILOBYTE * KILOBYTE })).toEqual(most);
  expect(answerLimits()).toEqual(most);
});
