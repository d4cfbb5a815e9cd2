import { describe, expect, test } from '@jest/globals';
import { Kind, parse } from 'graphql';
import { rowsOf } from '../../../gateway/row-limit.ts';
import { spreadTwice } from './fragment-bombs.ts';

function rows(query: string, variables = {}): number {
  const document = parse(query);
  const [operation] = document.definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION)
    throw new Error('Expected an operation first.');
  return rowsOf(operation, document, variables);
}

describe('the rows that a request could give', () => {
  test.each([
    ['{ viewer { id } }', 0],
    ['{ policyIdeas(first: 100) { edges { node { title } } } }', 100],
    ['{ policyIdeas { edges { node { title } } } }', 20],
    ['{ policyIdeas { nodes { title } } }', 20],
    ['{ policyIdeas(first: 5) { nodes { comments { nodes { text } } } } }', 105],
    ['{ policyIdeas(last: 7, before: "x") { totalCount } }', 7],
    ['{ nodes(ids: ["a", "b"]) { id } }', 2],
    ['{ a: policyIdeas(first: 5) { totalCount } b: policyIdeas(first: 6) { totalCount } }', 11],
    [
      '{ policyIdeas(first: 100) { edges { node { comments(first: 100) { edges { node { text } } } } } } }',
      10_100,
    ],
    [
      '{ organisation(id: "x") { ...F } } fragment F on Organisation { events { ...E } } fragment E on EventConnection { edges { node { id } } }',
      20,
    ],
  ])('of %s are %i', (query, expected) => {
    expect(rows(query)).toBe(expected);
  });

  test('count for each spread of a fragment, in one walk of the fragment', () => {
    expect(
      rows(
        spreadTwice(
          60,
          'policyIdeas(first: 1) { ...E } } fragment E on PolicyIdeaConnection { totalCount',
        ),
      ),
    ).toBe(2 ** 60);
    expect(rows('{ ...A } fragment A on Query { policyIdeas(first: 3) { totalCount } ...A }')).toBe(
      3,
    );
  });

  test('depend on variables', () => {
    const query =
      'query ($n: Int, $ids: [ID!]!) { policyIdeas(first: $n) { edges { node { id } } } nodes(ids: $ids) { id } }';
    expect(rows(query, { n: 3, ids: ['a'] })).toBe(4);
  });

  test('depend on the defaults of variables, where none is given', () => {
    const query =
      'query ($n: Int = 100) { policyIdeas(first: $n) { nodes { comments(first: $n) { totalCount } } } }';
    expect(rows(query)).toBe(10_100);
    expect(rows(query, { n: 2 })).toBe(6);
    // Null is the default of the argument, and no default of the variable.
    expect(rows(query, { n: null })).toBe(
      rows('{ policyIdeas { nodes { comments { nodes { id } } } } }') - 20 * 20,
    );
  });

  test('multiply for lists within lists: three levels of a hundred are a million', () => {
    const list = (inner: string) =>
      `policyIdeas(first: 100) { edges { node { organisation { ${inner} } } } }`;
    expect(rows(`{ ${list(list(list('id')))} }`)).toBe(1_010_100);
  });
});
