/** Null means the default wherever a contract states one, and stays null elsewhere. */
import { describe, expect, test } from '@jest/globals';
import { buildSchema, graphql } from 'graphql';
import { takeNullAsDefault } from '../../../subgraphs/framework/server/null-is-default.ts';

const schema = buildSchema(`
  enum Order { NEWEST OLDEST }
  input Leaf { text: String note: String = "none" }
  input Tree { order: Order = OLDEST leaves: [Leaf!] = [] free: String below: Tree }
  type Query {
    all(order: Order = NEWEST, first: Int): String
    some(tree: Tree, trees: [Tree]): String
    plain(first: Int): String
  }
`);
const fields = schema.getQueryType()!.getFields();
for (const field of Object.values(fields)) field.resolve = (_row, args) => JSON.stringify(args);
const plain = fields['plain']!.resolve;
takeNullAsDefault(schema);

/** What the resolver of a field is given. */
async function given(query: string, variableValues = {}): Promise<unknown> {
  const { data, errors } = await graphql({ schema, source: query, variableValues });
  expect(errors).toBeUndefined();
  return JSON.parse(Object.values(data as Record<string, string>)[0]!);
}

describe('null for an argument with a default', () => {
  test.each([
    ['left out', '{ all }'],
    ['a literal', '{ all(order: null) }'],
    ['a variable that is null', 'query ($order: Order = null) { all(order: $order) }'],
    ['a variable that is not set', 'query ($order: Order) { all(order: $order) }'],
  ])('is the default: %s', async (_how, query) => {
    expect(await given(query)).toEqual({ order: 'NEWEST' });
  });

  test('is the default for fields of inputs, in lists and however deep', async () => {
    const query = 'query ($tree: Tree, $trees: [Tree]) { some(tree: $tree, trees: $trees) }';
    const inner = { order: null, leaves: [{ text: 'a', note: null }] };
    const completed = { order: 'OLDEST', leaves: [{ text: 'a', note: 'none' }] };
    expect(await given(query, { tree: { ...inner, below: inner }, trees: [inner, null] })).toEqual({
      tree: { ...completed, below: completed },
      trees: [completed, null],
    });
    expect(await given(query, { tree: { leaves: null } })).toEqual({
      tree: { order: 'OLDEST', leaves: [] },
    });
  });
});

test('null stays null where no default is stated, and what is left out stays so', async () => {
  expect(await given('{ all(first: null) }')).toEqual({ order: 'NEWEST', first: null });
  expect(await given('{ some(tree: { free: null }, trees: null) }')).toEqual({
    tree: { order: 'OLDEST', leaves: [], free: null },
    trees: null,
  });
  expect(await given('{ some }')).toEqual({});
});

test('what is given stays as it is', async () => {
  expect(await given('{ all(order: OLDEST) }')).toEqual({ order: 'OLDEST' });
});

test('a resolver gets the same object where nothing changes', () => {
  const own = buildSchema(
    'input Leaf { note: String = "none" } type Query { all(leaves: [Leaf], n: Int = 1): Int }',
  );
  const field = own.getQueryType()!.getFields()['all']!;
  field.resolve = (_row, args) => args;
  takeNullAsDefault(own);
  const resolved = (args: object) => field.resolve!(null, args, null, null as never);
  const complete = { leaves: [{ note: 'a' }, null], n: 2 };
  expect(resolved(complete)).toBe(complete);
  const leaf = { note: 'a' };
  const changed = resolved({ leaves: [leaf, { note: null }], n: 2 }) as { leaves: object[] };
  expect(changed.leaves[0]).toBe(leaf);
  expect(changed.leaves[1]).toEqual({ note: 'none' });
});

test('a field without defaults keeps its resolver', () => {
  expect(fields['plain']!.resolve).toBe(plain);
});
