/** How values are completed and written, by graphql-js and by a writer alike. */
import { Supergraph } from '@apollo/federation-internals';
import { describe, expect, test } from '@jest/globals';
import { type OperationDefinitionNode, parse } from 'graphql';
import { compileWriter } from '../../../gateway/executor/completion/writer.ts';
import { normalise } from '../../../gateway/executor/selection/normalise.ts';
import { OperationSelection } from '../../../gateway/executor/selection/operation-selection.ts';
import { anExecutor, composed } from './an-executor.ts';

const SUPERGRAPH = composed({
  only: `
    type Query {
      text: String id: ID int: Int float: Float flag: Boolean when: DateTime mood: Mood
      sure: Int! texts: [String!] grid: [[Int]!] thing: Thing node: Node other: Node item: Item nodes: [Node]
    }
    enum Mood { HAPPY SAD }
    type Thing { name: String! thing: Thing sure: Int! }
    interface Node { id: ID! }
    type Item implements Node { id: ID! name: String }
    type Place implements Node { id: ID! city: String }`,
});

/** The writer of an operation; null where it would take too much code. */
function writerOf(text: string) {
  const schema = Supergraph.build(SUPERGRAPH).apiSchema().toGraphQLJSSchema();
  const document = parse(text);
  const operation = document.definitions[0] as OperationDefinitionNode;
  const selection = new OperationSelection(schema, document, operation, {});
  return compileWriter(selection, normalise(selection).scope, {
    scalarTexts: {},
    weightOf: () => 0,
  });
}

const over = (data: Record<string, unknown>) => anExecutor(SUPERGRAPH, { only: () => ({ data }) });

describe('a leaf', () => {
  test.each<[string, unknown, unknown]>([
    ['text', 'a "b" \\ \n \u2028 \ud800 😀', 'a "b" \\ \n \u2028 \ud800 😀'],
    ['text', 7, '7'],
    ['id', 7, '7'],
    ['int', '7', 7],
    ['int', 2 ** 31 - 1, 2 ** 31 - 1],
    ['float', 1.5, 1.5],
    ['flag', 0, false],
    ['mood', 'SAD', 'SAD'],
    ['when', '2026-01-02T03:04:05.000Z', '2026-01-02T03:04:05.000Z'],
    ['when', '2026-01-02T04:04:05+01:00', '2026-01-02T03:04:05.000Z'],
    ['int', null, null],
  ])('%s of %j is written', async (field, given, written) => {
    const { data, errors } = await over({ [field]: given }).run(`{ it: ${field} }`);
    expect({ data, errors }).toEqual({ data: { it: written }, errors: [] });
  });

  test.each<[string, unknown]>([
    ['text', { a: 1 }],
    ['text', ['x']],
    ['int', 2 ** 31],
    ['int', 'x'],
    ['int', 1.5],
    ['flag', 'x'],
    ['mood', 'ANGRY'],
    ['when', 'tomorrow'],
    ['when', '2026-02-30T03:04:05.000Z'],
  ])('%s of %j is an error at its place', async (field, given) => {
    const { data, errors } = await over({ [field]: given }).run(`{ it: ${field} }`);
    expect(data).toEqual({ it: null });
    expect(errors).toMatchObject([{ path: ['it'] }]);
  });
});

test('a value that nobody answered is an error, though null would be none', async () => {
  const { data, errors } = await over({}).run('{ text }');
  expect({ data, errors }).toEqual({
    data: { text: null },
    errors: [{ message: 'No subgraph answered Query.text.', path: ['text'] }],
  });
});

describe('a null where none may be', () => {
  test('empties the nearest place that may be null', async () => {
    const thing = { name: 'a', thing: { name: 'b', thing: { name: null } } };
    const { data, errors } = await over({ thing }).run(
      '{ thing { name thing { name thing { name } } } }',
    );
    expect(data).toEqual({ thing: { name: 'a', thing: { name: 'b', thing: null } } });
    expect(errors).toEqual([
      {
        message: 'Cannot return null for non-nullable field Thing.name.',
        path: ['thing', 'thing', 'thing', 'name'],
      },
    ]);
  });

  test('in a list empties the list', async () => {
    const { data, errors } = await over({ texts: ['a', null], grid: [[1, null], null] }).run(
      '{ texts grid }',
    );
    expect(data).toEqual({ texts: null, grid: null });
    expect(errors.map(({ path }) => path)).toEqual([
      ['texts', 1],
      ['grid', 1],
    ]);
  });

  test('at the root empties the answer', async () => {
    const { data, errors } = await over({ sure: null }).run('{ a: sure }');
    expect(data).toBeNull();
    expect(errors).toMatchObject([{ path: ['a'] }]);
  });
});

describe('an object', () => {
  test.each<[string, unknown]>([
    ['of no type', { id: 'a' }],
    ['of a type that it cannot have', { __typename: 'Thing', id: 'a' }],
    ['of a type that there is not', { __typename: 'Nothing', id: 'a' }],
    ['that is a text', 'x'],
    ['that is a list', []],
  ])('%s is an error at its place', async (_what, node) => {
    const { data, errors } = await over({ node }).run('{ node { id } }');
    expect(data).toEqual({ node: null });
    expect(errors).toMatchObject([{ path: ['node'] }]);
  });

  test('that is no list is an error at the list’s place', async () => {
    const { data, errors } = await over({ nodes: {} }).run('{ nodes { id } }');
    expect({ data, errors }).toMatchObject({
      data: { nodes: null },
      errors: [{ path: ['nodes'] }],
    });
  });

  test('has its fields in the order of the text', async () => {
    const node = { __typename: 'Item', id: 'a', name: 'n' };
    const query =
      '{ node { ... on Item { name } __typename ...F id } } fragment F on Node { id ... on Item { again: name } }';
    const { data } = await over({ node }).run(query);
    expect(JSON.stringify(data)).toBe(
      '{"node":{"name":"n","__typename":"Item","id":"a","again":"n"}}',
    );
  });
});

describe('an answer has a thousand errors at the most', () => {
  test('of values that are wrong', async () => {
    const nodes = Array.from({ length: 1_500 }, () => 'x');
    const { data, errors } = await over({ nodes }).run('{ nodes { id } }');
    expect(data).toEqual({ nodes: nodes.map(() => null) });
    expect(errors).toHaveLength(1_000);
  });

  test('of subgraphs, at places that have a value', async () => {
    const errors = Array.from({ length: 1_500 }, () => ({ message: 'Odd.', path: ['text'] }));
    const only = () => ({ data: { text: 'x' }, errors });
    const answer = await anExecutor(SUPERGRAPH, { only }).run('{ text }');
    expect(answer.data).toEqual({ text: 'x' });
    expect(answer.errors).toHaveLength(1_000);
  });
});

test('an answer whose writer would take too much code is completed by graphql-js each time', async () => {
  const fields = Array.from({ length: 6_000 }, (_, at) => `a${at}: text`).join(' ');
  const query = `{ ${fields} }`;
  const { data } = await over({ text: 'x' }).run(query);
  expect(Object.keys(data as object)).toHaveLength(6_000);
  expect(writerOf(query)).toBeNull();
  expect(writerOf('{ text }')).not.toBeNull();
});
