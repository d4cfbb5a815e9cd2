import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import {
  buildSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  isObjectType,
  Kind,
  parse,
} from 'graphql';
import { costRules } from '../../../gateway/cost/cost-rules.ts';
import { costOf } from '../../../gateway/cost/operation-cost.ts';
import { fileOfHouse } from '../../../platform/root.ts';
import { CONTRACTS } from '../../../schema/contract-names.ts';
import { contractDocument } from '../../../schema/contracts.ts';
import { THEMES } from '../../../schema/themes.ts';
import { spreadTwice } from './fragment-bombs.ts';

const schema = buildSchema(readFileSync(fileOfHouse('schema/api.graphql'), 'utf8'));
const rules = costRules(CONTRACTS.map(contractDocument));

function cost(query: string, variables = {}): number {
  const document = parse(query);
  const [operation] = document.definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION)
    throw new Error('Expected an operation first.');
  return costOf({ schema, document, operation, variables }, rules);
}

describe('variables that are wrong', () => {
  test.each(['[1e999]', '["many"]', '[2147483648]', '[{}]'])(
    'cost nothing, as nothing of their operation runs: %s',
    (texts) => {
      const [n] = JSON.parse(texts) as unknown[];
      const query = `query ($n: Int!) {
        policyIdeas(first: 0) { nodes { comments(first: $n) { nodes { id } } } }
      }`;
      expect(cost(query, { n })).toBe(0);
    },
  );
});

describe('the most that an operation can cost', () => {
  test.each([
    ['a value costs nothing, an object 1', '{ viewer { id } }', 1],
    [
      'a page costs 1, and each of its items 1',
      '{ policyIdeas(first: 100) { nodes { title } } }',
      101,
    ],
    ['an edge costs nothing', '{ policyIdeas(first: 7) { edges { cursor node { id } } } }', 8],
    [
      'a page has 20 items when it is not asked for a number',
      '{ policyIdeas { nodes { id } } }',
      21,
    ],
    ['null is as if left out', '{ policyIdeas(first: null) { nodes { id } } }', 21],
    ['a negative number is none', '{ policyIdeas(first: -5) { nodes { id } } }', 1],
    ['pages go backwards, too', '{ policyIdeas(last: 7, before: "x") { nodes { id } } }', 8],
    [
      'a page costs its items even where their number alone is asked',
      '{ policyIdeas(first: 9) { totalCount } }',
      10,
    ],
    [
      'lists within lists multiply',
      '{ policyIdeas(first: 5) { nodes { comments(first: 3) { nodes { text } } } } }',
      1 + 5 * (1 + 1 + 3),
    ],
    ['a list of ids has as many items', '{ nodes(ids: ["a", "b"]) { id } }', 2],
    [
      'a plain list has its most',
      '{ policyIdeas(first: 2) { nodes { themes { id } } } }',
      1 + 2 * 6,
    ],
    [
      'the list of themes is all of them',
      '{ themes { id } areas(first: 7) { nodes { id } } }',
      THEMES.length + 1 + 7,
    ],
    [
      'the same field under two names counts two times',
      '{ a: policyIdeas(first: 5) { nodes { id } } b: policyIdeas(first: 6) { nodes { id } } }',
      13,
    ],
    [
      'of types that exclude each other, the dearest counts',
      '{ node(id: "x") { id ... on PolicyIdea { organisation { id } tally { support } } ... on Event { organisation { id } } } }',
      3,
    ],
    [
      'introspection is free',
      '{ __schema { types { fields { args { type { ofType { name } } } } } } __type(name: "Event") { fields { name } } }',
      0,
    ],
    [
      'a mutation costs 10',
      'mutation { takePosition(input: { idea: "x", position: SUPPORT }) { idea { id } userErrors { code } } }',
      12,
    ],
    ['what is skipped costs nothing', '{ viewer { id } themes @skip(if: true) { id } }', 1],
    [
      'one idea that is alike costs 1',
      '{ similarIdeas(text: "x", first: 4) { edges { score node { id } } } }',
      1 + 4 * 2,
    ],
  ])('%s', (_, query, expected) => {
    expect(cost(query)).toBe(expected);
  });

  test('counts for each spread of a fragment, in one walk of the fragment', () => {
    expect(
      cost(
        spreadTwice(
          60,
          'policyIdeas(first: 1) { ...E } } fragment E on PolicyIdeaConnection { totalCount',
        ),
      ),
    ).toBe(2 * 2 ** 60);
  });

  test('a fragment has as many items as the page that it is spread in', () => {
    const query =
      '{ a: policyIdeas(first: 3) { ...E } b: policyIdeas(first: 5) { ...E } } fragment E on PolicyIdeaConnection { nodes { id } }';
    expect(cost(query)).toBe(2 + 3 + 5);
  });

  test('depends on variables, and on their defaults where none is given', () => {
    const query =
      'query ($n: Int = 100, $yes: Boolean = true) { policyIdeas(first: $n) { nodes { comments(first: $n) @include(if: $yes) { nodes { id } } } } }';
    expect(cost(query)).toBe(1 + 100 * (1 + 1 + 100));
    expect(cost(query, { n: 2 })).toBe(1 + 2 * (1 + 1 + 2));
    expect(cost(query, { n: 2, yes: false })).toBe(3);
    // Null is the default of the argument, and no default of the variable.
    expect(cost(query, { n: null })).toBe(1 + 20 * (1 + 1 + 20));
    expect(cost('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: ['a'] })).toBe(1);
  });

  test('lists of what a campaign fights for count by their most (A9)', () => {
    const query =
      '{ campaigns(first: 100) { edges { node { ideas { citedIn(first: 100) { edges { node { ... on Campaign { ideas { id } } } } } } } } } }';
    expect(cost(query)).toBeGreaterThan(25_000_000);
  });

  test('a condition whose variable is null counts as included: it is refused elsewhere', () => {
    const query = 'query ($a: Boolean = true) { viewer @include(if: $a) { id } }';
    expect(cost(query, { a: null })).toBe(1);
  });
});

test('every list of objects says how many items it can have', () => {
  const bySize = new Set(
    [...rules.sizes].flatMap(([key, { sized }]) => {
      const [typename = '', name = ''] = key.split('.');
      const type = schema.getType(typename);
      const page = isObjectType(type) && getNamedType(type.getFields()[name]!.type);
      return page ? [...sized].map((list) => `${page.name}.${list}`) : [];
    }),
  );
  const unsaid = Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter(({ name }) => !name.startsWith('__'))
    .flatMap((type) =>
      Object.values(type.getFields())
        .filter((field) => isListType(getNullableType(field.type)))
        .filter((field) => isCompositeType(getNamedType(field.type)))
        .map((field) => `${type.name}.${field.name}`),
    )
    .filter((key) => !rules.sizes.has(key) && !bySize.has(key));
  expect(unsaid).toEqual([]);
});
