/** Every list goes backwards: those with orders do in pages.test.ts, and here all others. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { buildSchema, getNamedType, type GraphQLObjectType, isObjectType } from 'graphql';
import { fileOfHouse } from '../../platform/root.ts';
import { dataOf } from '../support/answer.ts';
import type { TestHouse } from '../support/house.ts';
import { aFullHouse } from './full-house.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await aFullHouse();
});
afterAll(() => house?.close());

interface Page {
  edges: { cursor: string }[];
  pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
  };
}

/** The one page of an answer, wherever it stands. */
function pageIn(value: unknown): Page | null {
  if (typeof value !== 'object' || value === null) return null;
  if ('edges' in value) return value as Page;
  for (const inner of Object.values(value)) {
    const page = pageIn(inner);
    if (page) return page;
  }
  return null;
}

type Ask = (page: string) => Promise<Page>;

/** Asks for a page of this list: `PAGE` stands for its arguments and selection. */
const askFor =
  (list: string, token?: string): Ask =>
  async (page) => {
    const selection = `(${page}) { edges { cursor } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }`;
    const found = pageIn(dataOf(await house.ask(list.replace('PAGE', selection), {}, token)));
    if (!found) throw new Error(`Expected a page of ${list}.`);
    return found;
  };

const cursorsOf = ({ edges }: Page): string[] => edges.map(({ cursor }) => cursor);

/** The id of the thing of a list that has the most of something. */
async function idOfMost(list: string, count: string): Promise<string> {
  type Counted = { id: string; count: number | { totalCount: number } };
  const query = `{ ${list}(first: 100) { nodes { id count: ${count} } } }`;
  const answer = dataOf(await house.ask<Record<string, { nodes: Counted[] }>>(query));
  const sizeOf = ({ count: size }: Counted) => (typeof size === 'number' ? size : size.totalCount);
  const [most] = answer[list]!.nodes.toSorted((one, other) => sizeOf(other) - sizeOf(one));
  return most!.id;
}

const ofThing = (type: string, id: string, field: string): string =>
  `{ node(id: "${id}") { ... on ${type} { ${field} PAGE } } }`;

const LISTS: readonly (readonly [title: string, ask: () => Promise<Ask>])[] = [
  ['organisations', async () => askFor('{ organisations PAGE }')],
  ['wins', async () => askFor('{ organisation(id: "peoples-assembly") { wins PAGE } }')],
  ['polls', async () => askFor('{ organisation(id: "unite") { polls PAGE } }')],
  ['reviews', async () => askFor('{ organisation(id: "labour") { policyReviews PAGE } }')],
  [
    'comments of an idea',
    async () =>
      askFor(ofThing('PolicyIdea', await idOfMost('policyIdeas', 'commentCount'), 'comments')),
  ],
  [
    'citations of an idea',
    async () =>
      askFor(
        ofThing('PolicyIdea', await idOfMost('policyIdeas', 'citedIn { totalCount }'), 'citedIn'),
      ),
  ],
];

test('every list takes the four arguments of a page, and has its rows with and without cursors', () => {
  const schema = buildSchema(readFileSync(fileOfHouse('schema/api.graphql'), 'utf8'));
  const lists = Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .flatMap((type) => Object.values(type.getFields()).map((field) => ({ name: type.name, field })))
    .filter(({ field }) => getNamedType(field.type).name.endsWith('Connection'));
  for (const { name, field } of lists) {
    const given = field.args.map((argument) => argument.name);
    const has = Object.keys((getNamedType(field.type) as GraphQLObjectType).getFields());
    expect([`${name}.${field.name}`, given]).toEqual([
      `${name}.${field.name}`,
      expect.arrayContaining(['first', 'after', 'last', 'before']),
    ]);
    expect(has).toEqual(expect.arrayContaining(['edges', 'nodes', 'pageInfo', 'totalCount']));
  }
  expect(lists.length).toBeGreaterThan(20);
});

test.each(LISTS)('%s go backwards to the start, by the same cursors', async (_title, asked) => {
  const ask = await asked();
  const all = await ask('first: 100');
  const cursors = cursorsOf(all);
  expect(cursors.length).toBeGreaterThan(1);
  const walked: string[] = [];
  let page = await ask('last: 1');
  expect(page.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
  for (;;) {
    walked.unshift(...cursorsOf(page));
    expect(page.pageInfo.startCursor).toBe(walked[0]);
    if (!page.pageInfo.hasPreviousPage) break;
    page = await ask(`last: 1, before: "${page.pageInfo.startCursor}"`);
    expect(page.pageInfo.hasNextPage).toBe(true);
  }
  expect(walked).toEqual(cursors);
  expect(cursorsOf(await ask('last: 100'))).toEqual(cursors);
});
