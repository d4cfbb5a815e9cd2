/** What the guards of a contract do to a schema, shape by shape. */
import { describe, expect, test } from '@jest/globals';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { type ExecutionResult, graphql, type GraphQLSchema, parse } from 'graphql';
import type { Caller } from '../../../../identity/caller.ts';
import { guardSchema } from '../../../../subgraphs/framework/access/guard-schema.ts';
import { guardsIn } from '../../../../subgraphs/framework/access/requirement.ts';
import type { Asking } from '../../../../subgraphs/framework/request.ts';
import { aMember } from '../../../support/callers.ts';

interface Row {
  id: string;
  secret: boolean;
}

const ROWS: Row[] = [
  { id: 'a', secret: false },
  { id: 'b', secret: true },
];

const HEAD = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9",
  import: ["@key", "@authenticated", "@requiresScopes", "@policy"])`;

const SDL = `${HEAD}
  interface Node { id: ID! }
  union Any = Row | Plain
  type Plain implements Node { id: ID! }
  type Row implements Node @key(fields: "id") @policy(policies: [["open"], ["papers:manage"]]) {
    id: ID!
    mine: String @authenticated
    theirs: String @requiresScopes(scopes: [["events:manage", "polls:manage"]])
    both: String @authenticated @policy(policies: [["members:read"], ["open"]])
  }
  type RowEdge { node: Row }
  type RowConnection { edges: [RowEdge!]! nodes: [Row] }
  type Payload { row: Row rows: [Row!] }
  type Query {
    one(id: ID!): Row
    node(id: ID!): Node
    any(id: ID!): Any
    all: [Row]
    full: [Row!]!
    page: RowConnection
    plain: Plain
  }
  type Mutation { change: Payload @requiresScopes(scopes: [["polls:manage"]]) }
`;

const find = (_root: unknown, { id }: { id: string }) => ROWS.find((row) => row.id === id) ?? null;
const isRow = { __resolveType: () => 'Row' };
const text = () => 'shown';

const resolvers = {
  Query: {
    one: find,
    node: find,
    any: find,
    all: () => [...ROWS, null],
    full: () => ROWS,
    page: () => ({ edges: [...ROWS, null].map((node) => ({ node })), nodes: ROWS }),
    plain: () => ({ id: 'p' }),
  },
  Mutation: { change: () => ({ row: ROWS[1], rows: ROWS }) },
  Node: isRow,
  Any: isRow,
  Row: {
    mine: text,
    theirs: text,
    both: text,
    __resolveReference: ({ id }: Row) => ROWS.find((row) => row.id === id) ?? null,
  },
};

const rules = { open: { where: 'it is no secret', holds: ({ secret }: Row) => !secret } };

function aSchema(sdl = SDL): GraphQLSchema {
  const schema = buildSubgraphSchema({ typeDefs: parse(sdl), resolvers });
  guardSchema<Asking>(schema, {
    guards: guardsIn([schema], Object.keys(rules)),
    rules,
    may: ({ caller }, right) =>
      caller?.roles.includes('ADMINISTRATOR') === true ||
      (right === 'events:manage' && caller?.roles.includes('ORGANISER') === true),
    owner: 'unite',
  });
  return schema;
}

const schema = aSchema();
const ask = async (source: string, caller: Caller | null = null): Promise<ExecutionResult> =>
  JSON.parse(
    JSON.stringify(await graphql({ schema, source, contextValue: { caller } })),
  ) as ExecutionResult;

const ADMINISTRATOR = aMember('unite', 'x', ['ADMINISTRATOR']);

describe('a row of a guarded type', () => {
  test.each([
    ['a field', '{ it: one(id: "b") { id } }'],
    ['an interface', '{ it: node(id: "b") { id } }'],
    ['a union', '{ it: any(id: "b") { __typename } }'],
  ])('is null at %s, as what is not there', async (_where, query) => {
    expect(await ask(query)).toEqual({ data: { it: null } });
    expect(await ask(query.replace('"b"', '"nothing"'))).toEqual({ data: { it: null } });
    expect((await ask(query, ADMINISTRATOR)).data?.['it']).not.toBeNull();
  });

  test('is null in its place in a list, and in `_entities`', async () => {
    const query = `{ all { id }
      _entities(representations: [{ __typename: "Row", id: "a" }, { __typename: "Row", id: "b" }]) { ... on Row { id } } }`;
    expect(await ask(query)).toEqual({
      data: { all: [{ id: 'a' }, null, null], _entities: [{ id: 'a' }, null] },
    });
  });

  test('is left out of a list that has no room for null', async () => {
    expect(await ask('{ full { id } }')).toEqual({ data: { full: [{ id: 'a' }] } });
    expect(await ask('{ full { id } }', ADMINISTRATOR)).toMatchObject({
      data: { full: { length: 2 } },
    });
  });

  test('is left out of a page with its edge, though there is room for null', async () => {
    const query = '{ page { edges { node { id } } nodes { id } } }';
    const [a, b] = ROWS.map(({ id }) => ({ id }));
    // What is not there at all is of nobody.
    const absent = { node: null };
    expect(await ask(query)).toEqual({
      data: { page: { edges: [{ node: a }, absent], nodes: [a] } },
    });
    expect(await ask(query, ADMINISTRATOR)).toEqual({
      data: { page: { edges: [{ node: a }, { node: b }, absent], nodes: [a, b] } },
    });
    expect(await ask('{ page { edges { __typename } } }')).toMatchObject({
      data: { page: { edges: { length: 2 } } },
    });
  });

  test('is filtered from what a mutation answers', async () => {
    const organiser = { ...ADMINISTRATOR, roles: ['ADMINISTRATOR' as const] };
    const { data } = await ask('mutation { change { row { id } rows { id } } }', organiser);
    expect(data).toEqual({ change: { row: { id: 'b' }, rows: [{ id: 'a' }, { id: 'b' }] } });
  });
});

describe('a guarded field', () => {
  const QUERY = '{ one(id: "a") { mine theirs both } }';

  test('is null to who may not see it', async () => {
    expect(await ask(QUERY)).toEqual({ data: { one: { mine: null, theirs: null, both: null } } });
  });

  test('needs all directives that stand on it, and all of one alternative', async () => {
    const organiser = aMember('unite', 'y', ['ORGANISER']);
    expect(await ask(QUERY, organiser)).toEqual({
      data: { one: { mine: 'shown', theirs: null, both: 'shown' } },
    });
    expect(await ask(QUERY, ADMINISTRATOR)).toEqual({
      data: { one: { mine: 'shown', theirs: 'shown', both: 'shown' } },
    });
  });
});

describe('a guarded mutation', () => {
  test('is refused to who may not do it, saying who may', async () => {
    const codes = async (caller: Caller | null) =>
      (await ask('mutation { change { row { id } } }', caller)).errors?.map(
        ({ message, extensions }) => [extensions?.['code'], message],
      );
    expect(await codes(null)).toEqual([
      ['UNAUTHENTICATED', expect.stringMatching(/^Sign in first/)],
    ]);
    expect(await codes(aMember('unite'))).toEqual([
      ['FORBIDDEN', 'Only organisers or administrators of "unite" may open polls of the network.'],
    ]);
  });
});

test('a field that leads to nothing guarded keeps its resolver', () => {
  const plain = schema.getQueryType()?.getFields()['plain'];
  expect(plain?.resolve).toBe(resolvers.Query.plain);
  expect(schema.getQueryType()?.getFields()['one']?.resolve).not.toBe(resolvers.Query.one);
});

describe('a guard that names what there is not fails at the start', () => {
  test.each([
    [
      'Query.x: expected a right in @requiresScopes, but got "papers:mange".',
      'x: String @requiresScopes(scopes: [["papers:mange"]])',
    ],
    [
      'Query.x: expected a right, or a rule of the row in @policy, but got "opne".',
      'x: String @policy(policies: [["opne"]])',
    ],
    [
      // At the root there is no row.
      'Query.x: expected a right, or a rule of the row in @policy, but got "open".',
      'x: String @policy(policies: [["open"]])',
    ],
    [
      // A scope is never a rule.
      'Query.x: expected a right in @requiresScopes, but got "open".',
      'x: String @requiresScopes(scopes: [["open"]])',
    ],
  ])('%s', (sentence, field) => {
    expect(() => aSchema(`${SDL} extend type Query { ${field} }`)).toThrow(sentence);
  });
});

test('a type guarded in one contract is guarded in each that the same server serves', () => {
  const commons = buildSubgraphSchema({
    typeDefs: parse(
      `${HEAD} type Row @key(fields: "id", resolvable: false) { id: ID! } type Query { one: Row }`,
    ),
  });
  const kind = buildSubgraphSchema({ typeDefs: parse(SDL) });
  const guards = guardsIn([commons, kind], ['open']);
  expect(guards.get('Row')).toEqual([
    [[{ kind: 'rule', rule: 'open' }], [{ kind: 'right', right: 'papers:manage' }]],
  ]);
});
