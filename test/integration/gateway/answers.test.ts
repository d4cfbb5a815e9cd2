/**
 * What the gateway answers, whichever client asks: aliases that are names of fields it fetches for itself, values that a
 * scalar refuses, variables that are left out, introspection, and one malformed id among others. Apollo's executor answers
 * most of these otherwise.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { dataOf, refusalsOf } from '../../support/answer.ts';
import { aFullHouse } from '../../contract/full-house.ts';
import { EXECUTOR } from '../../support/executor.ts';
import type { TestHouse } from '../../support/house.ts';
import { post } from '../../support/post.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await aFullHouse();
});
afterAll(() => house?.close());

/** Twice: an operation is completed by graphql-js first, and by its own writer from then on. */
const bothWays = async <Data>(query: string, variables: object = {}) => {
  const first = await house.ask<Data>(query, variables);
  expect(await house.ask<Data>(query, variables)).toEqual(first);
  return first;
};

/** The status and the answer of a request that has to be refused as a whole. */
const refused = async (query: string, variables: object = {}) => {
  house.calls.length = 0;
  const { status, answer } = await post(house.url, { query, variables });
  expect(house.calls).toEqual([]);
  return { status, answer };
};

interface List<Node> {
  list: { edges: { node: Node }[] };
}
const list = (field: string, node: string) =>
  `{ list: ${field}(first: 2) { edges { node { ${node} } } } }`;
const nodesOf = <Node>({ list: { edges } }: List<Node>) => edges.map(({ node }) => node);

/** What only our executor does. */
const own = EXECUTOR === 'own' ? { describe, test } : { describe: describe.skip, test: test.skip };

own.describe('an alias that is the name of a field the gateway fetches for itself', () => {
  test.each([
    ['id', 'title'],
    ['__typename', 'title'],
    ['id', 'organisation { name }'],
  ])('answers the field that was asked for: %s: %s', async (alias, field) => {
    const plain = await bothWays<List<object>>(list('policyIdeas', `it: ${field} body`));
    const query = list('policyIdeas', `${alias}: ${field} body`);
    const aliased = await bothWays<List<object>>(query);
    const wanted = nodesOf(dataOf(plain)).map((node) => Object.values(node));
    expect(nodesOf(dataOf(aliased)).map((node) => Object.values(node))).toEqual(wanted);
  });

  test('answers the field that was asked for in a mutation', async () => {
    const token = await house.tokenOf('labour');
    const query =
      'mutation ($input: SubmitPolicyIdeaInput!) { id: submitPolicyIdea(input: $input) { id: idea { id: title key: id body } } }';
    const input = { organisation: 'labour', title: 'More buses', body: 'Every ten minutes.' };
    const { data } = await house.ask<{ id: { id: object } }>(query, { input }, token);
    expect(data?.id.id).toMatchObject({ id: 'More buses', body: 'Every ten minutes.' });
  });
});

own.test('the alias id answers a field that another contract serves', async () => {
  const query = list('events', 'id: status description');
  const { data, errors } = await bothWays<List<{ id: string }>>(query);
  expect(errors).toBeUndefined();
  for (const { id } of nodesOf(data!)) expect(['SCHEDULED', 'CANCELLED']).toContain(id);
});

own.describe('a value that its scalar refuses', () => {
  const COMMENT = `a: comment(input: { idea: "labour:idea:01JBXYZ0000000000000000000", text: "x" }) { comment { id } }`;
  const SCHEDULE = `b: scheduleEvent(input: { organisation: "unite", name: "x", kind: DEBATE, startsAt: $s, endsAt: $s, timeZone: "Europe/London" }) { event { id } }`;

  test('in a variable fails the request, and no mutation of it runs', async () => {
    const query = `mutation ($s: DateTime!) { ${COMMENT} ${SCHEDULE} }`;
    const { status, answer } = await refused(query, { s: 'tomorrow' });
    expect(status).toBe(400);
    expect(answer.data).toBeUndefined();
    expect(answer.errors?.map(({ message }) => message)).toEqual([
      expect.stringContaining('Variable "$s" got invalid value "tomorrow"'),
    ]);
    expect(refusalsOf(answer)).toEqual([{ code: 'BAD_USER_INPUT' }]);
  });

  test('in a literal fails the request, with its place in the text', async () => {
    const { status, answer } = await refused(
      '{ a: events(filter: { startsFrom: "2026-12-20" }) { totalCount } b: policyIdeas { totalCount } themes { id } }',
    );
    expect(status).toBe(400);
    expect(answer.data).toBeUndefined();
    expect(answer.errors).toMatchObject([
      { locations: [{ line: 1, column: 35 }], extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } },
    ]);
  });
});

test.each([
  [
    'too great a cost',
    '{ policyIdeas(first: 100) { edges { node { a: comments(first: 100) { totalCount } b: comments(first: 100) { totalCount } } } } }',
  ],
  [
    'too great a cost by the default of a variable',
    'query ($n: Int = 100) { policyIdeas(first: $n) { nodes { organisation { policyIdeas(first: $n) { nodes { comments(first: $n) { totalCount } } } } } } }',
  ],
  [
    'too many lists side by side',
    `{ ${Array.from({ length: 160 }, (_, at) => `a${at}: policyIdeas { totalCount }`).join(' ')} }`,
  ],
])('an operation with %s is refused before anyone is asked', async (_what, query) => {
  const { status, answer } = await refused(query);
  expect(status).toBe(400);
  expect(answer.data).toBeUndefined();
});

test('an operation that is deferred is refused with its place in the text', async () => {
  const query = '{ policyIdeas(first: 1) { edges { node { id ... @defer { body } } } } }';
  const { status, answer } = await refused(query);
  expect(status).toBe(400);
  expect(answer).toEqual({
    errors: [
      {
        message: 'Unknown directive "@defer".',
        locations: [{ line: 1, column: 49 }],
        extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
      },
    ],
  });
});

test('an argument has its default where its variable is left out', async () => {
  const { data, errors } = await bothWays(
    'query ($o: PolicyIdeaOrder) { policyIdeas(first: 1, orderBy: $o) { edges { node { id } } } }',
  );
  expect({ data, errors }).toMatchObject({ data: { policyIdeas: { edges: [{}] } } });
});

own.describe('a null for a variable that has a default, where null may not be,', () => {
  test.each([
    ['an item of a list', 'query ($v: ID = "labour") { nodes(ids: [$v, "unite"]) { id } }'],
    ['an argument', 'query ($v: ID = "labour") { organisation(id: $v) { kind } }'],
    [
      'an input field',
      'query ($v: ID = "transport") { policyIdeas(filter: { themes: [$v] }) { totalCount } }',
    ],
    ['a condition', 'query ($v: Boolean = true) { themes @include(if: $v) { id } }'],
    [
      'a mutation, beside another',
      'mutation ($v: ID = "labour") { a: takePosition(input: { idea: "unite", position: PASS }) { idea { id } } b: takePosition(input: { idea: $v, position: PASS }) { idea { id } } }',
    ],
  ])('refuses the request, and nothing runs: %s', async (_what, query) => {
    for (const _ of ['at first', 'again']) {
      const { status, answer } = await refused(query, { v: null });
      expect(status).toBe(400);
      expect(answer).toMatchObject({
        errors: [
          {
            message:
              'Variable "$v" is used where null may not be: expected a value, or that it is left out, but got null.',
            extensions: { code: 'BAD_USER_INPUT' },
          },
        ],
      });
    }
  });
});

test('a variable that is nested deeper than can be read is refused', async () => {
  const query = 'query ($f: PolicyIdeaFilter) { policyIdeas(filter: $f) { totalCount } }';
  const deep = '['.repeat(5_000) + ']'.repeat(5_000);
  const { status, answer } = await post(
    house.url,
    `{"query":"${query}","variables":{"f":${deep}}}`,
  );
  expect(status).toBe(400);
  expect(refusalsOf(answer)).toEqual([{ code: 'BAD_USER_INPUT' }]);
});

own.describe('introspection', () => {
  test.each([
    ['a field of the newest specification', '{ __type(name: "PolicyIdea") { isOneOf name } }'],
    ['beside data', '{ themes { id } __schema { queryType { name } } again: __typename }'],
  ])('answers %s', async (_what, query) => {
    const { data, errors } = await bothWays<object>(query);
    expect(errors).toBeUndefined();
    expect(Object.values(data!)).not.toContain(null);
  });

  test('answers beside data with variables of its own', async () => {
    const query =
      'query ($n: Int!, $all: Boolean = false) { policyIdeas(first: $n) { totalCount } __type(name: "Event") { ...T } } fragment T on __Type { name fields(includeDeprecated: $all) { name } }';
    for (const n of [1, 2]) {
      const { data, errors } = await bothWays(query, { n });
      expect(errors).toBeUndefined();
      expect(data).toMatchObject({ __type: { name: 'Event' } });
    }
  });

  test('answers by a variable', async () => {
    const query = 'query ($name: String!) { __type(name: $name) { name } }';
    for (const name of ['Event', 'PolicyIdea', 'Event'])
      expect((await bothWays(query, { name })).data).toEqual({ __type: { name } });
  });
});

test('one malformed id in a list of nodes costs its own place alone', async () => {
  const ids = ['labour', 'unite:idea:01m69mzga0031gz9p6jkc3m8hh', 'unite'];
  const { data, errors } = await bothWays('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
    ids,
  });
  expect(data).toEqual({ nodes: [{ id: 'labour' }, null, { id: 'unite' }] });
  expect(errors).toMatchObject([
    { path: ['nodes', 1], extensions: { code: 'BAD_USER_INPUT', argument: 'ids[1]' } },
  ]);
});
