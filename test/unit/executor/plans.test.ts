/** How fetches are made and their answers merged, and where errors go. */
import { describe, expect, test } from '@jest/globals';
import type { SubgraphAnswer } from '../../../gateway/executor/plan/answer.ts';
import type { SubgraphRequest } from '../../../gateway/executor/plan/execution.ts';
import { type Answers, anExecutor, composed } from './an-executor.ts';

const SUPERGRAPH = composed({
  cards: `
    type Query { list: [Thing!]! ideas: [Idea] idea: Idea }
    union Thing = Idea | Event
    type Idea @key(fields: "id") { id: ID! title: String label: String! host: Person }
    type Event @key(fields: "id") { id: ID! label: Int host: Person }
    type Person @key(fields: "id") { id: ID! }`,
  owners: `
    type Idea @key(fields: "id") { id: ID! body: String! author: Person note(n: Int): String }
    type Event @key(fields: "id") { id: ID! venue: String }
    type Person @key(fields: "id") { id: ID! name: String! }`,
  people: `
    type Person @key(fields: "id") { id: ID! age: Int! }
    type Idea @key(fields: "id") { id: ID! title: String @external loud: String @requires(fields: "title") }`,
});

const idea = (id: string) => ({ __typename: 'Idea', id });
const entities = (rows: unknown[], errors?: SubgraphAnswer['errors']) => () => ({
  data: { _entities: rows },
  ...(errors && { errors }),
});
const list =
  (...ideas: object[]) =>
  () => ({ data: { ideas } });
const nobody = (): never => {
  throw new Error('Nobody is there.');
};
const over = (answers: Answers) =>
  anExecutor(SUPERGRAPH, { people: nobody, owners: nobody, ...answers });

describe('entities', () => {
  test('are asked for once, however often they are in the answer', async () => {
    const { run, requests } = over({
      cards: list(idea('a'), idea('b'), idea('a')),
      owners: entities([{ body: 'A' }, { body: 'B' }]),
    });
    expect(await run('{ ideas { body } }')).toEqual({
      data: { ideas: [{ body: 'A' }, { body: 'B' }, { body: 'A' }] },
      errors: [],
    });
    expect(requests.map(({ variables }) => variables)).toEqual([
      {},
      { representations: [idea('a'), idea('b')] },
    ]);
  });

  test('of one list are asked of all subgraphs side by side', async () => {
    const asked = new Set<string>();
    let release: (() => void) | undefined;
    /** Neither is answered until both are asked. */
    const both = async (subgraph: string, row: object): Promise<SubgraphAnswer> => {
      asked.add(subgraph);
      if (asked.size === 2) release?.();
      else await new Promise<void>((resolve) => (release = resolve));
      asked.delete(subgraph);
      return { data: { _entities: [row] } };
    };
    const { run } = over({
      cards: list({ ...idea('a'), title: 'x' }),
      owners: () => both('owners', { body: 'A' }),
      people: () => both('people', { loud: 'X' }),
    });
    expect((await run('{ ideas { body loud } }')).data).toEqual({
      ideas: [{ body: 'A', loud: 'X' }],
    });
  });

  test('that are not there are null without an error, where null may be', async () => {
    const { run } = over({
      cards: list(idea('a'), idea('b')),
      owners: entities([null, { body: 'B' }]),
    });
    expect(await run('{ ideas { body } }')).toEqual({
      data: { ideas: [null, { body: 'B' }] },
      errors: [],
    });
  });

  test('that are not there are an error, where null may not be', async () => {
    const { run } = over({
      cards: () => ({ data: { list: [idea('a')] } }),
      owners: entities([null]),
    });
    expect(await run('{ list { ... on Idea { body } } }')).toEqual({
      data: null,
      errors: [
        { message: 'Cannot return null for non-nullable field Query.list.', path: ['list', 0] },
      ],
    });
  });

  test('without a field that another fetch needs have no error either', async () => {
    const { run, requests } = over({
      cards: list(idea('a')),
      owners: entities([null]),
      people: entities([]),
    });
    expect(await run('{ ideas { author { age } } }')).toEqual({
      data: { ideas: [{ author: null }] },
      errors: [],
    });
    expect(requests).toHaveLength(2);
  });
});

test('an entity that several type conditions ask for is asked for once', async () => {
  const { run, requests } = over({
    cards: () => ({
      data: {
        list: ['Idea', 'Event'].map((name) => ({
          __typename: name,
          host: { __typename: 'Person', id: 'ann' },
        })),
      },
    }),
    people: entities([{ age: 7 }]),
  });
  const query = '{ list { ... on Idea { host { age } } ... on Event { host { age } } } }';
  expect((await run(query)).data).toEqual({ list: [{ host: { age: 7 } }, { host: { age: 7 } }] });
  expect(requests.map(({ variables }) => variables)).toEqual([
    {},
    { representations: [{ __typename: 'Person', id: 'ann' }] },
  ]);
});

test('a field of one type condition is asked for objects of that type alone', async () => {
  const hosted = (typename: string, host: string) => ({
    __typename: typename,
    host: { __typename: 'Person', id: host },
  });
  const { run, requests } = over({
    cards: () => ({ data: { list: [hosted('Idea', 'ann'), hosted('Event', 'ben')] } }),
    people: entities([{ age: 7 }]),
  });
  const query = '{ list { ... on Idea { host { id } } ... on Event { host { id age } } } }';
  expect((await run(query)).data).toEqual({
    list: [{ host: { id: 'ann' } }, { host: { id: 'ben', age: 7 } }],
  });
  expect(requests.map(({ variables }) => variables)).toEqual([
    {},
    { representations: [{ __typename: 'Person', id: 'ben' }] },
  ]);
});

describe('an error', () => {
  test('of a field is at its path in the client’s names', async () => {
    const { run } = over({
      cards: list(idea('a')),
      owners: entities(
        [{ body: 'A', author: null }],
        [{ message: 'No name.', path: ['_entities', 0, 'author', 'name'] }],
      ),
    });
    expect(await run('{ all: ideas { id: author { __typename: name } body } }')).toEqual({
      data: { all: [{ id: null, body: 'A' }] },
      errors: [{ message: 'No name.', path: ['all', 0, 'id', '__typename'] }],
    });
  });

  test('whose null took the whole entity is told where null may not be', async () => {
    const { run } = over({
      cards: list(idea('a')),
      owners: entities([null], [{ message: 'No body.', path: ['_entities', 0, 'body'] }]),
    });
    const { data, errors } = await run('{ ideas { note(n: 1) text: body } }');
    expect(data).toEqual({ ideas: [null] });
    expect(errors).toEqual([{ message: 'No body.', path: ['ideas', 0, 'text'] }]);
  });

  test('of a field that the planner renamed is at the client’s name', async () => {
    const { run } = anExecutor(SUPERGRAPH, {
      cards: ({ query }: SubgraphRequest) => {
        const alias = /label__alias_\d/.exec(query)?.[0] ?? 'label';
        return {
          data: { list: [{ __typename: 'Event', id: 'e', [alias]: null }] },
          errors: [{ message: 'No label.', path: ['list', 0, alias] }],
        };
      },
    });
    expect(await run('{ list { ... on Idea { a: label } ... on Event { a2: label } } }')).toEqual({
      data: { list: [{ a2: null }] },
      errors: [{ message: 'No label.', path: ['list', 0, 'a2'] }],
    });
  });

  test('of a subgraph that is not there is at each field that stays empty', async () => {
    const { run } = over({ cards: list({ ...idea('a'), title: 'T' }) });
    expect(await run('{ ideas { title loud author { name } } }')).toEqual({
      data: { ideas: [{ title: 'T', loud: null, author: null }] },
      errors: [
        { message: 'Nobody is there.', path: ['ideas', 0, 'loud'] },
        { message: 'Nobody is there.', path: ['ideas', 0, 'author'] },
      ],
    });
  });

  test('of a field that has a value is told without a path', async () => {
    const { run } = over({
      cards: () => ({
        ...list({ ...idea('a'), title: 'T' })(),
        errors: [{ message: 'Odd.', path: ['ideas', 0, 'title'] }],
      }),
    });
    expect(await run('{ ideas { title } }')).toEqual({
      data: { ideas: [{ title: 'T' }] },
      errors: [{ message: 'Odd.' }],
    });
  });
});

describe('a subgraph that answers', () => {
  test.each<[string, unknown]>([
    ['nothing', {}],
    ['a text', 'x'],
    ['null for all data', { data: null, errors: [{ message: 'Down.' }] }],
    ['errors that are no list', { data: null, errors: 'x' }],
    ['an error path with an object', { errors: [{ message: 'x', path: [{ toString: 1 }] }] }],
    [
      'an error path that has an object further on',
      {
        data: { _entities: [{}] },
        errors: [{ message: 'x', path: ['_entities', 0, { toString: 1 }] }],
      },
    ],
    ['another list than that of its entities', { data: { _entities: [] } }],
    ['an entity that is no object', { data: { _entities: [7] } }],
  ])('%s leaves its fields null', async (_what, answer) => {
    const { run } = over({ cards: list(idea('a')), owners: () => answer as SubgraphAnswer });
    const { data } = await run('{ ideas { note } }');
    expect(data).toEqual({ ideas: [{ note: null }] });
  });

  test('a prototype changes none', async () => {
    const { run } = over({
      cards: list(idea('a')),
      owners: () =>
        JSON.parse(
          '{"data":{"_entities":[{"note":"n","__proto__":{"body":"B"}}]}}',
        ) as SubgraphAnswer,
    });
    const { data, errors } = await run('{ ideas { note body } }');
    expect(data).toEqual({ ideas: [null] });
    expect(errors).toMatchObject([{ path: ['ideas', 0, 'body'] }]);
  });
});
