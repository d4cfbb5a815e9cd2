/** How a schema is compared with a contract. */
import { buildSubgraphSchema, printSubgraphSchema } from '@apollo/subgraph';
import { describe, expect, test } from '@jest/globals';
import { Kind, lexicographicSortSchema, parse, printSchema, visit } from 'graphql';
import { CONTRACTS } from '../../../../schema/contract-names.ts';
import { contractDocument, contractSdl } from '../../../../schema/contracts.ts';
import { sdlDifferences } from '../../../../subgraphs/coalition/affiliates/check/sdl-differences.ts';

const CONTRACT = parse(`
  "What is asked."
  type Query {
    "All of them."
    rows(first: Int, kind: Kind! = A): [Row!]
  }
  enum Kind { A B }
  interface Node { id: ID! }
  type Row implements Node @key(fields: "id") {
    id: ID!
    name: String
    secret: String @policy(policies: [["member:self"]])
  }
  input RowInput { name: String! note: String }
  type Mutation { add(input: RowInput!): Row @requiresScopes(scopes: [["rows:manage"]]) }
`);

const SAME = `
  type Mutation { add(input: RowInput!): Row @requiresScopes(scopes: [["rows:manage"]]) }
  input RowInput { note: String name: String! }
  type Row implements Node @key(fields: "id") {
    secret: String @policy(policies: [["member:self"]])
    name: String
    id: ID!
  }
  interface Node { id: ID! }
  enum Kind { B A }
  type Query { rows(kind: Kind! = A, first: Int): [Row!] }
`;

describe('a schema', () => {
  test('fulfils the contract in any order and without descriptions', () => {
    expect(sdlDifferences(CONTRACT, SAME)).toEqual([]);
  });

  test('may have more than the contract, and stricter results', () => {
    const more = SAME.replace('name: String\n', 'name: String! more: Int\n')
      .replace('enum Kind { B A', 'enum Kind { B A C')
      .replace('name: String! }', 'name: String more: Int }');
    expect(more).not.toBe(SAME);
    expect(sdlDifferences(CONTRACT, more)).toEqual([]);
  });

  test('may extend types that only the supergraph has', () => {
    expect(sdlDifferences(CONTRACT, SAME.replace('type Query', 'extend type Query'))).toEqual([]);
  });

  test.each([
    ['name: String\n', '', 'Row.name was removed'],
    ['name: String\n', 'name: Int\n', 'Row.name changed type from String to Int'],
    ['first: Int', '', 'Query.rows arg first was removed'],
    ['first: Int', 'first: Int!', 'Query.rows arg first has changed type from Int to Int!'],
    ['first: Int', 'first: Int, of: ID!', 'A required arg of on Query.rows was added'],
    ['enum Kind { B A }', 'enum Kind { A }', 'B was removed from enum type Kind'],
    [
      'note: String',
      'note: String of: ID!',
      'A required field of on input type RowInput was added',
    ],
    ['implements Node', '', 'Row no longer implements interface Node'],
    ['type Mutation {', 'type Mutations {', 'Mutation was removed'],
    [
      '@policy(policies: [["member:self"]])',
      '',
      'Row.secret has no directive in place of @policy(policies: [["member:self"]])',
    ],
    [
      '["member:self"]',
      '["member:named"]',
      'Row.secret has @policy(policies: [["member:named"]]) in place of @policy(policies: [["member:self"]])',
    ],
    [
      '@key(fields: "id")',
      '@key(fields: "name")',
      'Row has @key(fields: "name") in place of @key(fields: "id")',
    ],
  ])('with %j replaced by %j breaks the contract: %s', (is, wanted, difference) => {
    const other = SAME.replace(is, wanted);
    expect(other).not.toBe(SAME);
    expect(sdlDifferences(CONTRACT, other).map((one) => one.replace(/, but.*$/, ''))).toContain(
      difference,
    );
  });

  test.each(['', 'type', '{ rows }', 'type Query { rows: [Row!] }'])(
    '%j breaks the contract, or cannot be read',
    (sdl) => {
      let found: string[] = [];
      try {
        found = sdlDifferences(CONTRACT, sdl);
      } catch (error) {
        found = [(error as Error).message];
      }
      expect(found).not.toEqual([]);
    },
  );
});

describe.each(CONTRACTS)('the contract %s', (contract) => {
  test('fulfils itself, as it is written and as a subgraph serves it', () => {
    const document = contractDocument(contract);
    expect(sdlDifferences(document, contractSdl(contract))).toEqual([]);
    const served = printSubgraphSchema(buildSubgraphSchema(document));
    expect(sdlDifferences(document, served)).toEqual([]);
  });

  test('is broken by a schema that lacks a field of it', () => {
    const document = contractDocument(contract);
    const last = document.definitions.findLast(
      (one) => one.kind === Kind.OBJECT_TYPE_DEFINITION && (one.fields?.length ?? 0) > 1,
    );
    const without = visit(document, {
      ObjectTypeDefinition: (one) =>
        one === last ? { ...one, fields: one.fields?.slice(1) } : undefined,
    });
    const served = printSubgraphSchema(buildSubgraphSchema(without));
    expect(sdlDifferences(document, served)).not.toEqual([]);
  });
});

test('a schema without the directives of its contract breaks it', () => {
  const document = contractDocument('organisation');
  const bare = printSchema(lexicographicSortSchema(buildSubgraphSchema(document)));
  expect(sdlDifferences(document, bare)).toContainEqual(
    expect.stringMatching(/^Member has no directive in place of @key/),
  );
});
