/** Operations that differ in what the client chose alone are one operation to the planner. */
import { describe, expect, test } from '@jest/globals';
import { buildSchema, type OperationDefinitionNode, parse } from 'graphql';
import { planVariables } from '../../../gateway/executor/selection/input-names.ts';
import { normalise } from '../../../gateway/executor/selection/normalise.ts';
import { OperationSelection } from '../../../gateway/executor/selection/operation-selection.ts';
import { shapeOf } from '../../../gateway/executor/selection/shape.ts';

const schema = buildSchema(`
  scalar JSON
  type Query { free(value: JSON): Int thing(id: ID!, n: Int, filter: Filter): Thing node: Node }
  input Filter { ids: [ID!] text: String n: Float }
  interface Node { id: ID! }
  type Thing implements Node { id: ID! name: String things(n: Int): [Thing] }
  type Place implements Node { id: ID! city: String }
  type Mutation { add(n: Int): Int }
`);

function normalised(text: string, variables: Record<string, unknown> = {}) {
  const document = parse(text);
  const operation = document.definitions[0] as OperationDefinitionNode;
  const selection = new OperationSelection(schema, document, operation, variables);
  return {
    text: normalise(selection).text,
    shape: shapeOf(document, operation, selection.inputs),
    variables: planVariables(selection.inputs.sources, variables),
  };
}

const textOf = (text: string, variables?: Record<string, unknown>) =>
  normalised(text, variables).text;

describe('the planner is asked the same', () => {
  const PLAIN = '{ thing(id: "a") { id name } }';
  test.each([
    ['with aliases', '{ x: thing(id: "a") { name: id id: name } }'],
    ['with another literal', '{ thing(id: "b") { id name } }'],
    ['with a variable', 'query ($given: ID!) { thing(id: $given) { id name } }'],
    [
      'with a fragment',
      '{ thing(id: "a") { ...F } } fragment F on Thing { id ... on Node { id } name }',
    ],
    [
      'with a type condition that always holds',
      '{ ... on Query { thing(id: "a") { ... on Thing { id name } } } }',
    ],
    ['with what is left out', '{ thing(id: "a") { id name things @skip(if: true) { id } } }'],
    ['with a leaf twice', '{ thing(id: "a") { id again: id name } }'],
    ['with typenames', '{ __typename thing(id: "a") { __typename id name } }'],
  ])('%s', (_what, text) => {
    expect(textOf(text, { given: 'a' })).toBe(textOf(PLAIN));
  });

  test('and operations that differ in values have one shape', () => {
    const [literal, other, variable] = [
      normalised('{ thing(id: "a", n: 1) { id } }'),
      normalised('{ thing(id: "bb", n: 20) { id } }'),
      normalised('query Q($x: ID!, $n: Int) { thing(id: $x, n: $n) { id } }'),
    ];
    expect([other.shape, variable.shape]).toEqual([literal.shape, literal.shape]);
  });
});

test('an object has a name for each response name, and a leaf one for each list of arguments', () => {
  expect(textOf('{ a: thing(id: "a") { id } b: thing(id: "a") { id } }')).toBe(
    'query($v0:ID!){_1_thing:thing(id:$v0){id} _2_thing:thing(id:$v0){id}}',
  );
});

test('each field of a mutation runs', () => {
  expect(textOf('mutation { a: add(n: 1) b: add(n: 1) c: add d: add }')).toBe(
    'mutation($v0:Int){_1_add:add(n:$v0) _2_add:add(n:$v0) _3_add:add _4_add:add}',
  );
});

test('an operation of typenames and introspection asks no planner', () => {
  expect(textOf('{ __typename a: __schema { queryType { name } } }')).toBeNull();
});

describe('the variables of a plan', () => {
  test('have the literals of the text', () => {
    const text = `query ($t: String) { thing(id: 90071992547409931, n: 3, filter: { ids: "a", text: $t, n: 2 }) { id } }`;
    expect(normalised(text, { t: 'x' }).variables).toEqual({
      v0: '90071992547409931',
      v1: 3,
      v2: 'a',
      v3: 'x',
      v4: 2,
    });
  });

  test('leave out what the client left out, and keep its null', () => {
    const text =
      'query ($t: String, $n: Int) { thing(id: "a", n: $n, filter: { text: $t }) { id } }';
    expect(Object.values(normalised(text, { n: null }).variables)).toEqual(['a', null]);
  });
});

test('a variable within a value of a custom scalar keeps its place', () => {
  const text = 'query ($x: Int) { free(value: { a: { b: [$x, 1], c: "d" } }) }';
  expect(textOf(text, { x: 1 })).toBe('query($v0:Int){_1_free:free(value:{a:{b:[$v0 1] c:"d"}})}');
});

test('a type is asked for where an object can have several, and in no other place', () => {
  expect(textOf('{ node { id ... on Thing { name } ... on Place { city } } }')).toBe(
    'query{node{__typename id ...on Thing{name} ...on Place{city}}}',
  );
});
