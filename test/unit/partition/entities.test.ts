import { describe, expect, test } from '@jest/globals';
import { GraphQLError } from 'graphql';
import type { GraphQLFormattedError } from 'graphql';
import type { Ask, OwnerAnswer } from '../../../gateway/partition/owner.ts';
import { aPartition, answerOf, idOf, rowOf } from './a-partition.ts';
import type { Caller } from './a-partition.ts';

const QUERY = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
  ... on Idea { __typename title author { name } }
  ...OfTitled
  ... on Event { n: name }
} }
fragment OfTitled on Titled { body: title }`;

/** The fields of an idea that QUERY selects. */
const selectedOf = (id: string) => {
  const { title, author } = rowOf(id.split(':')[0]!, id);
  return { __typename: 'Idea', title, author, body: title };
};

const idea = (id: string) => ({ __typename: 'Idea', id });
const event = (id: string) => ({ __typename: 'Event', id });

const fetchOf = (ask: Ask<Caller>, representations: object[], query = QUERY) =>
  aPartition({ ask }).fetch({ query, variables: { representations } });

/** One owner gives this answer or throws this error; the others answer as their schema says. */
const answering =
  (owner: string, answer: OwnerAnswer | Error): Ask<Caller> =>
  async (request) => {
    if (request.owner !== owner) return answerOf(request);
    if (answer instanceof Error) throw answer;
    return answer;
  };

const failure = (path: (string | number)[] | undefined, message = 'No.') => ({
  message,
  ...(path && { path }),
  extensions: { code: 'NOT_FOUND' },
});

/** What a client sees of such a failure of Unite. */
const FAILURE = { message: 'No.', extensions: { code: 'NOT_FOUND', organisation: 'unite' } };

const paths = (errors: readonly GraphQLFormattedError[] | undefined) =>
  errors?.map(({ path }) => path?.join('.'));

describe('the entities of a fetch', () => {
  test('come back in the order asked, and each is asked for once', async () => {
    const { asked, fetch } = aPartition();
    const ids = ['unite', 'labour', 'unite', 'nosuch', 'fabians', 'unite'].map((owner) =>
      idOf(owner),
    );
    const representations = [
      ...ids.map(idea),
      idea('no id'),
      { __typename: 'Idea' },
      event('unite'),
    ];
    const { data, errors } = await fetch({ query: QUERY, variables: { representations } });
    expect(errors).toBeUndefined();
    expect(data['_entities']).toEqual([
      selectedOf(ids[0]!),
      selectedOf(ids[1]!),
      selectedOf(ids[2]!),
      null,
      null,
      selectedOf(ids[5]!),
      null,
      null,
      {},
    ]);
    expect(asked.map(({ owner, query, variables }) => [owner, query, variables])).toEqual([
      ['unite', QUERY, { representations: [idea(ids[0]!), event('unite')] }],
      ['labour', QUERY, { representations: [idea(ids[1]!)] }],
    ]);
  });

  test('share no object, since the gateway writes into each', async () => {
    const { source } = aPartition();
    const { data }: { data: Record<string, unknown> } = await source.process({
      kind: 'incoming operation' as never,
      request: {
        query: QUERY,
        variables: { representations: [idea(idOf('unite')), idea(idOf('unite'))] },
      },
      context: { caller: null },
      incomingRequestContext: {} as never,
    });
    const [one, other] = data['_entities'] as { author: object }[];
    expect(one).toEqual(other);
    expect(one).not.toBe(other);
    expect(one!.author).not.toBe(other!.author);
  });

  test('of an unavailable owner are null, with an error for each selected field', async () => {
    const representations = [
      idea(idOf('labour', 1)),
      idea(idOf('unite', 1)),
      event(idOf('labour', 2, 'event')),
      idea(idOf('labour', 1)),
      { __typename: 'Organisation', id: 'labour' },
    ];
    const { data, errors } = await fetchOf(
      answering('labour', new Error('http://127.0.0.1:4001/graphql timed out')),
      representations,
    );
    expect((data['_entities'] as unknown[]).map((entity) => entity !== null)).toEqual([
      false,
      true,
      false,
      false,
      false,
    ]);
    expect(paths(errors)).toEqual([
      '_entities.0.title',
      '_entities.0.author',
      '_entities.0.body',
      '_entities.3.title',
      '_entities.3.author',
      '_entities.3.body',
      '_entities.2.n',
      '_entities.4',
    ]);
    for (const error of errors!)
      expect(error).toMatchObject({
        message: 'The organisation "labour" is unavailable.',
        extensions: { code: 'ORGANISATION_UNAVAILABLE', organisation: 'labour' },
      });
  });

  test('have no error at a field that a directive leaves out', async () => {
    const query = `query ($representations: [_Any!]!, $no: Boolean!) {
      e: _entities(representations: $representations) { ... on Idea { title @include(if: $no) tags } } }`;
    const { errors } = await aPartition({ ask: answering('labour', new Error()) }).fetch({
      query,
      variables: { representations: [idea(idOf('labour'))], no: false },
    });
    expect(paths(errors)).toEqual(['e.0.tags']);
  });
});

describe("an owner's errors", () => {
  const three = [
    idea(idOf('unite', 1)),
    idea(idOf('labour', 1)),
    idea(idOf('unite', 1)),
    idea(idOf('unite', 2)),
  ];
  const entities = [{ title: 'one' }, { title: 'two' }];
  const fetchErrors = async (answer: OwnerAnswer) =>
    (await fetchOf(answering('unite', answer), three)).errors;

  test('are reported at every index where the entity was asked for', async () => {
    const errors = await fetchErrors({
      data: { _entities: entities },
      errors: [failure(['_entities', 0, 'author', 'name']), failure(['_entities', 1, 'body'])],
    });
    expect(paths(errors)).toEqual([
      '_entities.0.author.name',
      '_entities.2.author.name',
      '_entities.3.body',
    ]);
  });

  test('of a whole entity are reported at its fields', async () => {
    const errors = await fetchErrors({
      data: { _entities: [entities[0], null] },
      errors: [failure(['_entities', 1])],
    });
    expect(paths(errors)).toEqual(['_entities.3.title', '_entities.3.author', '_entities.3.body']);
  });

  test.each<[string, GraphQLFormattedError]>([
    ['no path', failure(undefined)],
    ['the path of the list', failure(['_entities'])],
    ['a path of something else', failure(['elsewhere', 0])],
    ['a malformed path', failure([{}] as never)],
  ])('with %s are reported at the entities that came back null', async (_, error) => {
    const errors = await fetchErrors({
      data: { _entities: [entities[0], null] },
      errors: [error],
    });
    expect(paths(errors)).toEqual(['_entities.3.title', '_entities.3.author', '_entities.3.body']);
  });

  test('without a path are kept where nothing is null', async () => {
    const errors = await fetchErrors({
      data: { _entities: entities },
      errors: [failure(undefined)],
    });
    expect(errors).toEqual([FAILURE]);
  });

  test('without any data are reported at every field', async () => {
    const { fetch } = aPartition({
      ask: async () => ({ data: null, errors: [failure(['a', 'name'], 'Not null.')] }),
    });
    const { data, errors } = await fetch({
      query: '{ a: organisation(id: "unite") { name } b: organisation(id: "unite") { name } }',
    });
    expect(data).toEqual({ a: null, b: null });
    expect(errors).toMatchObject([
      { path: ['a', 'name'], message: 'Not null.' },
      { path: ['b'], message: 'Not null.' },
    ]);
  });

  test('without any data are reported once where they have a path', async () => {
    const { fetch } = aPartition({
      ask: async () => ({ data: null, errors: [failure(['a', 'name'])] }),
    });
    const { errors } = await fetch({ query: '{ a: organisation(id: "unite") { name } }' });
    expect(paths(errors)).toEqual(['a.name']);
  });

  test('of one field are not reported at another', async () => {
    const { fetch } = aPartition({
      ask: async () => ({ data: { nodes: [{ id: 'x' }], o: null }, errors: [failure(['nodes'])] }),
    });
    const query = `{ nodes(ids: ["unite"]) { id } o: organisation(id: "unite") { id } }`;
    const { errors } = await fetch({ query });
    expect(errors).toEqual([FAILURE]);
  });

  test('of an item of a list are reported at its index in the whole list', async () => {
    const { fetch } = aPartition({
      ask: answering('unite', { data: { nodes: [null] }, errors: [failure(['nodes', 0])] }),
    });
    const ids = [idOf('labour'), idOf('unite')];
    const { errors } = await fetch({
      query: 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }',
      variables: { ids },
    });
    expect(paths(errors)).toEqual(['nodes.1']);
  });

  test('keep their code and argument, but no address, stack or service name', async () => {
    const [sanitized] = (await fetchErrors({
      data: { _entities: [entities[0], null] },
      errors: [
        new GraphQLError('No row at mongodb://user:secret@db:27017/unite, nor at 10.0.0.7:4001.', {
          path: ['_entities', 1, 'title'],
          extensions: {
            code: 'NOT_FOUND',
            argument: 'title',
            limit: 3,
            stacktrace: ['at …'],
            serviceName: 'unite',
            organisation: 'labour',
            help: 'https://unite.internal/help',
            response: { url: 'http://unite:4001' },
          },
        }).toJSON(),
      ],
    }))!;
    expect(sanitized).toEqual({
      message: 'No row at (address withheld), nor at (address withheld).',
      path: ['_entities', 3, 'title'],
      extensions: { code: 'NOT_FOUND', argument: 'title', organisation: 'unite' },
    });
  });

  test('are bounded in number', async () => {
    const flood = Array.from({ length: 5_000 }, () => failure(['_entities', 0, 'body']));
    expect(await fetchErrors({ data: { _entities: entities }, errors: flood })).toHaveLength(2_000);
  });

  test.each<[string, unknown]>([
    ['too few entities', { data: { _entities: [null] } }],
    ['no list', { data: { _entities: {} } }],
    ['null without a reason', { data: { _entities: null } }],
    ['no data', {}],
    ['no field', { data: {} }],
    ['errors that are no list', { data: { _entities: entities }, errors: 'no' }],
  ])('say that it is unavailable where it answers %s', async (_, answer) => {
    const errors = await fetchErrors(answer as OwnerAnswer);
    expect(new Set(errors!.map(({ extensions }) => extensions?.['code']))).toEqual(
      new Set(['ORGANISATION_UNAVAILABLE']),
    );
    expect(errors).toHaveLength(9);
  });

  test.each<[string, unknown]>([
    ['that are malformed', null],
    ['without a code', { message: 'Pay at this counter.' }],
    [
      "with a code of the gateway's",
      { message: 'Pay.', extensions: { code: 'ORGANISATION_SUSPENDED' } },
    ],
    [
      'that tell someone from elsewhere to sign in again',
      { message: 'Pay.', extensions: { code: 'UNAUTHENTICATED', help: 'x' } },
    ],
    [
      'with a code that nobody has',
      { message: 'Pay.', extensions: { code: { toString: 'TEAPOT' } } },
    ],
  ])('%s say that it failed, and nothing of their own', async (_, error) => {
    const { fetch } = aPartition({
      ask: async () => ({ data: { o: null }, errors: [error] as never }),
    });
    const { errors } = await fetch({
      query: '{ o: organisation(id: "unite") { id } }',
      context: { caller: { home: 'labour' } },
    });
    expect(errors).toEqual([
      {
        message: 'The organisation "unite" answered an error.',
        path: ['o'],
        extensions: { code: 'ORGANISATION_ERROR', organisation: 'unite' },
      },
    ]);
  });

  test.each(['UNAUTHENTICATED', 'IDENTITY_UNAVAILABLE'])(
    'say %s of the token of someone at home, who has what others answer',
    async (code) => {
      const refused = { message: 'Not this token.', extensions: { code } };
      const { fetch } = aPartition({
        ask: async ({ owner }) =>
          owner === 'unite'
            ? { errors: [refused] }
            : { data: { b: { __typename: 'Organisation', id: owner } } },
      });
      const { data, errors } = await fetch({
        query: '{ a: organisation(id: "unite") { id } b: organisation(id: "labour") { id } }',
        context: { caller: { home: 'unite' } },
      });
      expect(data).toMatchObject({ a: null, b: { id: 'labour' } });
      expect(errors).toEqual([
        { ...refused, path: ['a'], extensions: { code, organisation: 'unite' } },
      ]);
    },
  );

  test('say that a token is needed, where there is none', async () => {
    const needed = {
      message: 'Sign in first.',
      path: ['o'],
      extensions: { code: 'UNAUTHENTICATED' },
    };
    const { fetch } = aPartition({ ask: async () => ({ data: { o: null }, errors: [needed] }) });
    const { errors } = await fetch({ query: '{ o: organisation(id: "unite") { id } }' });
    expect(errors).toEqual([
      { ...needed, extensions: { ...needed.extensions, organisation: 'unite' } },
    ]);
  });
});
