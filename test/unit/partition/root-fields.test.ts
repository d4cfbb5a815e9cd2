import { describe, expect, test } from '@jest/globals';
import { aPartition, answerOf, idOf, sentences } from './a-partition.ts';

const submit = (key: string, organisation: string) =>
  `${key}: submit(input: { organisation: ${JSON.stringify(organisation)}, text: "${key}" }) { title }`;

describe('the root fields of a query', () => {
  test('are asked of their owners in one request each', async () => {
    const { asked, fetch } = aPartition();
    const { data, errors } = await fetch({
      query: `query Q($l: ID!, $theme: String, $first: Int) {
        labour: organisation(id: $l) { ...Whole }
        unite: organisation(id: "unite") { name }
        again: organisation(id: $l) { ideas(theme: $theme) { title } }
        __typename
      }
      fragment Whole on Organisation { id ...Name }
      fragment Name on Organisation { name }
      fragment Unused on Organisation { ideas(first: $first) { id } }`,
      variables: { l: 'labour', theme: 'homes', first: 1 },
    });
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      labour: { id: 'labour', name: 'name of labour' },
      unite: { name: 'name of unite' },
      again: { ideas: [{ title: 'homes at labour' }] },
      __typename: 'Query',
    });
    expect(Object.keys(data)).toEqual(['labour', 'unite', 'again', '__typename']);
    expect(sentences(asked)).toEqual([
      'labour: query Q($l: ID!, $theme: String) { labour: organisation(id: $l) { ...Whole } again: organisation(id: $l) { ideas(theme: $theme) { title } } } fragment Whole on Organisation { id ...Name } fragment Name on Organisation { name }',
      'unite: query Q { unite: organisation(id: "unite") { name } }',
    ]);
    expect(asked.map(({ variables }) => variables)).toEqual([{ l: 'labour', theme: 'homes' }, {}]);
    expect(asked.map(({ operationName }) => operationName)).toEqual(['Q', 'Q']);
  });

  test('are sent unchanged where one owner answers them all', async () => {
    const { asked, fetch } = aPartition();
    const query = 'query   ($l: ID! = "labour") { a: organisation(id: $l) { name }  __typename }';
    const { data } = await fetch({ query, variables: {} });
    expect(data).toEqual({ a: { name: 'name of labour' }, __typename: 'Query' });
    expect(asked).toEqual([
      {
        owner: 'labour',
        contract: 'organisation',
        query,
        variables: {},
        mostValues: 2,
        mostBytes: expect.any(Number),
        caller: null,
      },
    ]);
  });

  test('keep the directives of the fragments around them', async () => {
    const { asked, fetch } = aPartition();
    const query = `query ($yes: Boolean!, $no: Boolean!) {
      ...Both @include(if: $yes)
      ... on Query @skip(if: $no) { viewer { home } b: organisation(id: "labour") { name } }
      ... @skip(if: $yes) { c: organisation(id: "nonsense!") { name } }
      d: organisation(id: "nonsense!") @include(if: $no) { name }
    }
    fragment Both on Query { a: organisation(id: "unite") { id } b: organisation(id: "labour") { id } }`;
    const { data, errors } = await fetch({
      query,
      variables: { yes: true, no: false },
      context: { caller: { home: 'progress' } },
    });
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      a: { id: 'unite' },
      b: { id: 'labour', name: 'name of labour' },
      viewer: { home: 'progress' },
    });
    expect(sentences(asked)).toEqual([
      'unite: query ($yes: Boolean!) { ... on Query @include(if: $yes) { a: organisation(id: "unite") { id } } }',
      'labour: query ($yes: Boolean!, $no: Boolean!) { ... on Query @include(if: $yes) { b: organisation(id: "labour") { id } } ... on Query @skip(if: $no) { b: organisation(id: "labour") { name } } }',
      'progress: query ($no: Boolean!) { ... on Query @skip(if: $no) { viewer { home } } }',
    ]);
  });

  test('are split again where other variables make a directive leave one out', async () => {
    const { asked, fetch } = aPartition();
    const query = `query ($with: Boolean!) {
      a: organisation(id: "labour") @include(if: $with) { id } b: organisation(id: "unite") { id } }`;
    await fetch({ query, variables: { with: false } });
    await fetch({ query, variables: { with: true } });
    expect(asked.map(({ owner }) => owner)).toEqual(['unite', 'labour', 'unite']);
    expect(asked[0]!.query).toBe(query);
    expect(asked[2]!.query).not.toContain('labour');
  });

  test.each([
    ['is left out', '{ home { name } }'],
    ['is null', '{ home(id: null) { name } }'],
    ['is a variable that is null', 'query ($id: ID) { home(id: $id) { name } }'],
    ['is a variable that is not set', 'query ($unset: ID) { home(id: $unset) { name } }'],
  ])('go to the owner by default where the argument %s', async (_how, query) => {
    const { asked, fetch } = aPartition();
    await fetch({ query, variables: { id: null } });
    expect(asked.map(({ owner }) => owner)).toEqual(['unite']);
  });

  test('are null without an error where no organisation answers them', async () => {
    const { asked, fetch } = aPartition();
    const query =
      '{ a: organisation(id: "nosuch") { id } b: organisation(id: "fabians") { id } viewer { home } }';
    expect(await fetch({ query })).toEqual({ data: { a: null, b: null, viewer: null } });
    expect(asked).toEqual([]);
  });

  test.each([
    ['"Unite!"', '"Unite!"'],
    ['5', '5'],
    [JSON.stringify('x'.repeat(100)), `"${'x'.repeat(79)}`],
    ['$missing', 'nothing'],
  ])('are refused for the id %s', async (id, got) => {
    const query = `query ($missing: ID) { a: organisation(id: ${id}) { id } }`;
    const { data, errors } = await aPartition().fetch({ query });
    expect(data).toEqual({ a: null });
    expect(errors).toEqual([
      {
        message: `id: expected an id such as "unite:idea:01JBXYZ0000000000000000000" or an organisation's id such as "unite", but got ${got}.`,
        path: ['a'],
        extensions: { code: 'BAD_USER_INPUT', argument: 'id' },
      },
    ]);
  });

  test('that the contract does not have are an error', async () => {
    const { errors } = await aPartition().fetch({ query: '{ x: nothing }' });
    expect(errors).toEqual([
      {
        message: 'The contract "organisation" has no field Query.nothing.',
        path: ['x'],
        extensions: { code: 'INTERNAL_SERVER_ERROR' },
      },
    ]);
  });

  test('may have the alias __proto__', async () => {
    const { data } = await aPartition().fetch({
      query: '{ __proto__: organisation(id: "unite") { id } b: organisation(id: "labour") { id } }',
    });
    expect(Object.getOwnPropertyDescriptor(data, '__proto__')?.value).toEqual({ id: 'unite' });
  });
});

describe('a list that is split', () => {
  const ids = [
    idOf('unite', 1),
    idOf('labour', 1),
    idOf('unite', 1),
    idOf('nosuch'),
    idOf('unite', 2),
  ];
  const found = ids.map((id) => (id.startsWith('nosuch') ? null : { id }));

  test.each([
    ['a variable', 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }'],
    ['a literal', `{ nodes(ids: ${JSON.stringify(ids)}) { id } }`],
    [
      'a variable used twice',
      'query ($ids: [ID!]!) { nodes(ids: $ids) { id } b: nodes(ids: $ids) { id } }',
    ],
    [
      'variables in a literal',
      `query ($partition_nodes: ID!) { nodes(ids: [${ids.map((id, i) => (i === 1 ? '$partition_nodes' : JSON.stringify(id))).join()}]) { id } }`,
    ],
    ['a default', `query ($ids: [ID!]! = ${JSON.stringify(ids)}) { nodes(ids: $ids) { id } }`],
    ['a field of a variable', 'query ($pick: Pick!) { nodes: picked(pick: $pick) { id } }'],
    [
      'a variable in an input',
      'query ($ids: [ID!]!) { nodes: picked(pick: { ids: $ids, theme: "t" }) { id } }',
    ],
    [
      'a field that is written twice',
      'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename } nodes(ids: $ids) { id } }',
    ],
    [
      'a field in a fragment',
      'query ($ids: [ID!]!) { ...F viewer { home } } fragment F on Query { nodes(ids: $ids) { id } }',
    ],
  ])('comes back in its order where it is given as %s', async (_, query) => {
    const { asked, fetch } = aPartition();
    const variables = query.includes('$ids: [ID!]! =')
      ? {}
      : { ids, partition_nodes: ids[1], pick: { ids, theme: 't' } };
    const { data, errors } = await fetch({ query, variables });
    expect(errors).toBeUndefined();
    expect(
      (data['nodes'] as unknown[]).map((node) => node && { id: (node as { id: string }).id }),
    ).toEqual(found);
    expect(asked.map(({ owner }) => owner)).toEqual(['unite', 'labour']);
    const sent = JSON.stringify(asked[0]!.variables);
    expect(sent).toContain(JSON.stringify([idOf('unite', 1), idOf('unite', 2)]));
    expect(sent).not.toContain('labour');
  });

  test('is sent in the unchanged operation where its variable is used nowhere else', async () => {
    const { asked, fetch } = aPartition();
    const query = 'query ($ids: [ID!]!)   { nodes(ids: $ids) { id } }';
    await fetch({ query, variables: { ids } });
    expect(asked.map((request) => request.query)).toEqual([query, query]);
  });

  test('leaves its variable unchanged where something else uses it', async () => {
    const query = 'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Idea { among(ids: $ids) } } }';
    const { data } = await aPartition().fetch({ query, variables: { ids: ids.slice(0, 3) } });
    expect(data).toEqual({ nodes: [{ among: 3 }, { among: 3 }, { among: 3 }] });
  });

  test('keeps the rest of the argument', async () => {
    const query =
      'query ($ids: [ID!]!) { picked(pick: { ids: $ids, theme: "homes" }) { ... on Idea { title } } }';
    const { data } = await aPartition().fetch({ query, variables: { ids: ids.slice(0, 2) } });
    expect(data).toEqual({ picked: [{ title: 'homes' }, { title: 'homes' }] });
  });

  test('may be written as one item, which GraphQL coerces to a list', async () => {
    const { data } = await aPartition().fetch({ query: `{ nodes(ids: "${ids[0]}") { id } }` });
    expect(data).toEqual({ nodes: [{ id: ids[0] }] });
  });

  test('asks nobody where it is empty', async () => {
    const { asked, fetch } = aPartition();
    expect(await fetch({ query: '{ nodes(ids: []) { id } }' })).toEqual({ data: { nodes: [] } });
    expect(asked).toEqual([]);
  });

  test('is refused where it is longer than the contract says, whoever owns its items', async () => {
    const { asked, fetch } = aPartition();
    const { data, errors } = await fetch({
      query: '{ few(ids: ["unite", "labour", "labour"]) { id } }',
    });
    expect({ data, asked }).toEqual({ data: { few: null }, asked: [] });
    expect(errors).toEqual([
      {
        message: 'ids: expected at most 2 items, but got 3.',
        path: ['few'],
        extensions: { code: 'BAD_USER_INPUT', argument: 'ids' },
      },
    ]);
  });

  test('has null and an error in the place of each malformed id, and answers the others', async () => {
    const { data, errors } = await aPartition().fetch({
      query: 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }',
      variables: { ids: [ids[0], 'no id', ids[1], 'nor this'] },
    });
    expect(data).toEqual({ nodes: [{ id: ids[0] }, null, { id: ids[1] }, null] });
    expect(errors).toEqual(
      [
        [1, 'no id'],
        [3, 'nor this'],
      ].map(([at, id]) => ({
        message: expect.stringMatching(`^ids\\[${at}\\]: expected .* but got "${id}"\\.$`),
        path: ['nodes', at],
        extensions: { code: 'BAD_USER_INPUT', argument: `ids[${at}]` },
      })),
    );
  });
});

describe('the root fields of a mutation', () => {
  test('run one after the other, and neighbours of one owner go together', async () => {
    const order: string[] = [];
    const { asked, fetch } = aPartition({
      ask: async (request) => {
        order.push(`${request.owner} begins`);
        await new Promise((resolve) => setImmediate(resolve));
        order.push(`${request.owner} ends`);
        return answerOf(request);
      },
    });
    const { data, errors } = await fetch({
      query: `mutation { ${submit('a', 'unite')} ${submit('b', 'unite')} ${submit('c', 'labour')} ${submit('d', 'unite')} __typename }`,
    });
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      a: { title: 'a' },
      b: { title: 'b' },
      c: { title: 'c' },
      d: { title: 'd' },
      __typename: 'Mutation',
    });
    expect(asked.map(({ owner }) => owner)).toEqual(['unite', 'labour', 'unite']);
    expect(order).toEqual(
      ['unite', 'labour', 'unite'].flatMap((owner) => [`${owner} begins`, `${owner} ends`]),
    );
  });

  test('run on after one whose owner is unavailable', async () => {
    const { fetch, asked } = aPartition({
      ask: async (request) => {
        if (request.owner === 'labour') throw new Error('connect ECONNREFUSED 127.0.0.1:4001');
        return answerOf(request);
      },
    });
    const answer = await fetch({
      query: `mutation { ${submit('a', 'unite')} ${submit('b', 'labour')} ${submit('c', 'progress')} }`,
    });
    expect(answer).toEqual({
      data: { a: { title: 'a' }, b: null, c: { title: 'c' } },
      errors: [
        {
          message: 'The organisation "labour" is unavailable.',
          path: ['b'],
          extensions: { code: 'ORGANISATION_UNAVAILABLE', organisation: 'labour' },
        },
      ],
    });
    expect(asked).toHaveLength(3);
  });

  test.each([
    ['nosuch', 'input.organisation: there is no organisation with the id "nosuch".'],
    [
      'fabians',
      'input.organisation: the organisation "fabians" does not serve the contract "organisation".',
    ],
  ])('are refused for the organisation %s', async (organisation, message) => {
    const { asked, fetch } = aPartition();
    const query = `mutation { ${submit('a', organisation)} ${submit('b', 'unite')} }`;
    expect(await fetch({ query })).toEqual({
      data: { a: null, b: { title: 'b' } },
      errors: [
        {
          message,
          path: ['a'],
          extensions: { code: 'BAD_USER_INPUT', argument: 'input.organisation' },
        },
      ],
    });
    expect(asked.map(({ owner }) => owner)).toEqual(['unite']);
  });

  test('are refused without an organisation', async () => {
    const query = 'mutation { submit(input: { text: "x" }) { title } }';
    const { errors } = await aPartition().fetch({ query });
    expect(errors![0]!.message).toMatch(/^input\.organisation: expected .*, but got nothing\.$/);
  });

  test('need a caller where they go to the caller’s home', async () => {
    const query = 'mutation { j: join { home } }';
    expect(await aPartition().fetch({ query })).toEqual({
      data: { j: null },
      errors: [
        {
          message: expect.stringContaining('Sign in first'),
          path: ['j'],
          extensions: { code: 'UNAUTHENTICATED' },
        },
      ],
    });
    const { data } = await aPartition().fetch({ query, context: { caller: { home: 'unite' } } });
    expect(data).toEqual({ j: { home: 'unite' } });
  });
});

test('every request to an owner has the caller, the id and the signal of the client’s request', async () => {
  const { asked, fetch } = aPartition();
  const { signal } = new AbortController();
  const caller = { home: 'unite' };
  await fetch({ query: '{ viewer { home } }', context: { caller, requestId: 'r1', signal } });
  expect(asked).toMatchObject([{ owner: 'unite', caller, requestId: 'r1', signal }]);
});

test('a health check is answered without asking an owner', async () => {
  const { asked, source } = aPartition();
  const answer = await source.process({
    kind: 'health check' as never,
    request: { query: 'query __ApolloServiceHealthCheck__ { __typename }' },
    context: {},
  });
  expect(answer).toEqual({ data: { __typename: 'Query' } });
  expect(asked).toEqual([]);
});
