/** Which variables belong to an operation, and which values they have. */
import { describe, expect, test } from '@jest/globals';
import { buildSchema, type OperationDefinitionNode, parse } from 'graphql';
import { introspectionFields } from '../../../gateway/executor/introspection.ts';
import { OperationSelection } from '../../../gateway/executor/selection/operation-selection.ts';
import { anExecutor, composed } from './an-executor.ts';

const SDL = 'type Query { text(n: Int): String flag: Boolean }';
const SUPERGRAPH = composed({ only: SDL });

const over = () => anExecutor(SUPERGRAPH, { only: () => ({ data: { _1_text: 'x', flag: true } }) });

test.each([
  ['another operation', 'query Other($n: Boolean!) { flag @include(if: $n) }'],
  [
    'a fragment of another operation',
    'query Other($n: Boolean!) { ...F } fragment F on Query { flag @include(if: $n) }',
  ],
])('a condition of %s is none of this one', async (_what, other) => {
  const { run } = over();
  expect(
    await run(`query Asked($n: Int) { text(n: $n) } ${other}`, { variables: { n: 1 } }),
  ).toEqual({
    data: { text: 'x' },
    errors: [],
  });
});

test('introspection is kept by the variables that it reads alone', () => {
  const document = parse(`
    query ($n: Int, $name: String!, $all: Boolean) { ...F ...G }
    fragment F on Query { text(n: $n) }
    fragment G on Query { text(n: $n) __type(name: $name) { ...T } }
    fragment T on __Type { fields(includeDeprecated: $all) { name } }`);
  const operation = document.definitions[0] as OperationDefinitionNode;
  const selection = new OperationSelection(buildSchema(SDL), document, operation, {});
  expect(introspectionFields(selection, document)?.variables).toEqual(['name', 'all']);
});

describe.each(['toString', 'constructor', '__proto__'])(
  'a variable "%s" that is left out',
  (name) => {
    test('is not sent', async () => {
      const { run, requests } = over();
      expect(await run(`query ($${name}: Int) { text(n: $${name}) }`)).toEqual({
        data: { text: 'x' },
        errors: [],
      });
      expect(requests.map(({ variables }) => variables)).toEqual([{}]);
    });

    test('has no value in introspection', async () => {
      const fields = `fields(includeDeprecated: $${name}) { name }`;
      const query = `query ($${name}: Boolean) { flag __type(name: "Query") { ${fields} } }`;
      expect(await over().run(query)).toMatchObject({
        data: { __type: { fields: [{ name: 'text' }, { name: 'flag' }] } },
        errors: [],
      });
    });
  },
);
