/** Shapes of federation that the contracts use, and others, over subgraphs that graphql-js executes. */
import { expect, test } from '@jest/globals';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, parse } from 'graphql';
import type { SubgraphAnswer } from '../../../gateway/executor/plan/answer.ts';
import type { SubgraphRequest } from '../../../gateway/executor/plan/execution.ts';
import { anExecutor, composed, HEAD } from './an-executor.ts';

type Resolvers = NonNullable<Exclude<Parameters<typeof buildSubgraphSchema>[0], unknown[]>>;

interface Subgraph {
  sdl: string;
  resolvers: object;
}

/** An executor over subgraphs with resolvers. */
function over(subgraphs: Readonly<Record<string, Subgraph>>) {
  const sdls = Object.entries(subgraphs).map(([name, { sdl }]) => [name, sdl] as const);
  const answers = Object.entries(subgraphs).map(([name, { sdl, resolvers }]) => {
    const modules = { typeDefs: parse(`${HEAD} ${sdl}`), resolvers } as unknown as Resolvers;
    const schema = buildSubgraphSchema(modules);
    const answer = async ({ query, variables }: SubgraphRequest) =>
      JSON.parse(
        JSON.stringify(await graphql({ schema, source: query, variableValues: variables })),
      ) as SubgraphAnswer;
    return [name, answer] as const;
  });
  return anExecutor(composed(Object.fromEntries(sdls)), Object.fromEntries(answers));
}

test('an entity is asked for by a key of several fields, some within an object', async () => {
  const { run } = over({
    list: {
      sdl: `type Query { all: [Seat!] }
        type Seat @key(fields: "row number hall { id }") { row: String! number: Int! hall: Hall! }
        type Hall { id: ID! name: String }`,
      resolvers: {
        Query: { all: () => [1, 2].map((number) => ({ row: 'A', number, hall: { id: 'h' } })) },
      },
    },
    prices: {
      sdl: `type Seat @key(fields: "row number hall { id }") { row: String! number: Int! hall: Hall! price: Int }
        type Hall { id: ID! @shareable }`,
      resolvers: {
        Seat: {
          __resolveReference: (seat: { number: number }) => seat,
          price: ({ number, hall }: { number: number; hall: { id: string } }) =>
            hall.id === 'h' ? number * 10 : null,
        },
      },
    },
  });
  expect(await run('{ all { price hall: number } }')).toEqual({
    data: {
      all: [
        { price: 10, hall: 1 },
        { price: 20, hall: 2 },
      ],
    },
    errors: [],
  });
});

test('a field is asked for with those that it requires of another subgraph, within objects and lists', async () => {
  const { run } = over({
    one: {
      sdl: `type Query { thing: Thing }
        type Thing @key(fields: "id") { id: ID! size: Size parts: [Part!]! }
        type Size { width: Int! height: Int } type Part { weight: Int }`,
      resolvers: {
        Query: {
          thing: () => ({ id: 't', size: { width: 3 }, parts: [{ weight: 2 }, { weight: null }] }),
        },
      },
    },
    two: {
      sdl: `type Thing @key(fields: "id") {
          id: ID! size: Size @external parts: [Part!]! @external
          cost: Int @requires(fields: "size { width } parts { weight }")
        }
        type Size { width: Int! @external } type Part { weight: Int @external }`,
      resolvers: {
        Thing: {
          cost: (thing: { size: { width: number }; parts: { weight: number | null }[] }) =>
            thing.parts.reduce((sum, { weight }) => sum + (weight ?? 100), thing.size.width),
        },
      },
    },
  });
  expect(await run('{ thing { size: cost } }')).toEqual({
    data: { thing: { size: 105 } },
    errors: [],
  });
});

test('an interface has the fields of a subgraph to which it is an object', async () => {
  const { run } = over({
    media: {
      sdl: `type Query { all: [Media!]! }
        interface Media @key(fields: "id") { id: ID! title: String! }
        type Book implements Media @key(fields: "id") { id: ID! title: String! pages: Int }
        type Film implements Media @key(fields: "id") { id: ID! title: String! }`,
      resolvers: {
        Query: {
          all: () => [
            { __typename: 'Book', id: 'b', title: 'B', pages: 7 },
            { __typename: 'Film', id: 'f', title: 'F' },
          ],
        },
      },
    },
    reviews: {
      sdl: `type Query { best: Media }
        type Media @interfaceObject @key(fields: "id") { id: ID! stars: Int }`,
      resolvers: {
        Query: { best: () => ({ id: 'b' }) },
        Media: { stars: ({ id }: { id: string }) => (id === 'b' ? 5 : null) },
      },
    },
  });
  const query = '{ all { __typename it: title title: stars ... on Book { pages } } }';
  expect(await run(query)).toEqual({
    data: {
      all: [
        { __typename: 'Book', it: 'B', title: 5, pages: 7 },
        { __typename: 'Film', it: 'F', title: null },
      ],
    },
    errors: [],
  });
});

/** Media, whose types one subgraph knows alone. It answers those that it has, or what a test says. */
const overMedia = (resolveReference: (media: { id: string }) => Promise<object> | object | null) =>
  over({
    media: {
      sdl: `type Query { all: [Media!]! }
        interface Media @key(fields: "id") { id: ID! title: String! }
        type Book implements Media @key(fields: "id") { id: ID! title: String! pages: Int }
        type Film implements Media @key(fields: "id") { id: ID! title: String! }`,
      resolvers: { Media: { __resolveReference: resolveReference } },
    },
    reviews: {
      sdl: `type Query { best: [Media] first: [Media!] }
        type Media @interfaceObject @key(fields: "id") { id: ID! stars: Int }`,
      resolvers: {
        Query: {
          best: () => [{ id: 'b' }, { id: 'f' }],
          first: () => [{ id: 'b' }],
        },
        Media: { stars: ({ id }: { id: string }) => (id === 'b' ? 5 : null) },
      },
    },
  });

test('objects of a subgraph that knows their interface alone have their types of another', async () => {
  const media = [
    { __typename: 'Book', id: 'b', title: 'B', pages: 7 },
    { __typename: 'Film', id: 'f', title: 'F' },
  ];
  const { run } = overMedia(({ id }) => media.find((one) => one.id === id) ?? null);
  expect(await run('{ best { stars } first { __typename title } }')).toEqual({
    data: {
      best: [{ stars: 5 }, { stars: null }],
      first: [{ __typename: 'Book', title: 'B' }],
    },
    errors: [],
  });
  expect(await run('{ best { id ... on Book { pages stars } ... on Film { title } } }')).toEqual({
    data: {
      best: [
        { id: 'b', pages: 7, stars: 5 },
        { id: 'f', title: 'F' },
      ],
    },
    errors: [],
  });
});

test('an object whose type nobody tells is null, for the reason why', async () => {
  const absent = overMedia(() => null);
  expect(await absent.run('{ best { stars } first { id } }')).toEqual({
    data: { best: [null, null], first: null },
    errors: [
      { message: 'Cannot return null for non-nullable field Query.first.', path: ['first', 0] },
    ],
  });
  const failing = overMedia(async ({ id }) => {
    throw new Error(`No ${id}.`);
  });
  expect(await failing.run('{ best { title stars } }')).toEqual({
    data: { best: [null, null] },
    errors: [
      { message: 'No b.', path: ['best', 0] },
      { message: 'No f.', path: ['best', 1] },
    ],
  });
});

test('objects of an interface that one subgraph lists, and others have the fields of', async () => {
  const reference = (row: object) => row;
  const { run } = over({
    list: {
      sdl: `type Query { all: [Node]! } interface Node { id: ID! host: Host }
        type Poll implements Node @key(fields: "id", resolvable: false) { id: ID! host: Host }
        type Win implements Node @key(fields: "id", resolvable: false) { id: ID! host: Host }
        type Host @key(fields: "id", resolvable: false) { id: ID! }`,
      resolvers: {
        Query: {
          all: () => [
            { __typename: 'Poll', id: 'p', host: { id: 'h' } },
            null,
            { __typename: 'Win', id: 'w', host: null },
          ],
        },
      },
    },
    polls: {
      sdl: `interface Node { id: ID! } type Poll implements Node @key(fields: "id") { id: ID! question: String! }
        type Host @key(fields: "id") { id: ID! name: String! }`,
      resolvers: {
        Poll: { __resolveReference: reference, question: () => 'Why?' },
        Host: { __resolveReference: reference, name: ({ id }: { id: string }) => `Host ${id}` },
      },
    },
    wins: {
      sdl: `interface Node { id: ID! } type Win implements Node @key(fields: "id") { id: ID! question: [String!] }`,
      resolvers: { Win: { __resolveReference: reference, question: () => ['What?'] } },
    },
  });
  const query = `{ all { host { id: name } ... on Poll { text: question } ...F } }
    fragment F on Win { __typename list: question }`;
  expect(await run(query)).toEqual({
    data: {
      all: [
        { host: { id: 'Host h' }, text: 'Why?' },
        null,
        { host: null, __typename: 'Win', list: ['What?'] },
      ],
    },
    errors: [],
  });
});

test('an object without a key that subgraphs share has what one alone knows, by the entity that has it', async () => {
  const { run, requests } = over({
    cards: {
      sdl: `type Query { events: [Event!]! }
        type Event @key(fields: "id") { id: ID! place: Place @shareable halls: [Place!] @shareable }
        type Place @shareable { name: String }`,
      resolvers: {
        Query: {
          events: () => [
            { id: 'e', place: { name: 'A' }, halls: [{ name: 'B' }, { name: 'C' }] },
            { id: 'f', place: null, halls: [] },
          ],
        },
      },
    },
    events: {
      sdl: `type Event @key(fields: "id") { id: ID! place: Place @shareable halls: [Place!] @shareable }
        type Place { name: String @shareable seats: Int }`,
      resolvers: {
        Event: {
          __resolveReference: ({ id }: { id: string }) =>
            id === 'e'
              ? { id, place: { seats: 1 }, halls: [{ seats: 2 }, { seats: null }] }
              : { id, place: null, halls: [] },
        },
      },
    },
  });
  expect(
    await run('{ events { place { seats name } halls { name: seats seats: name } } }'),
  ).toEqual({
    data: {
      events: [
        {
          place: { seats: 1, name: 'A' },
          halls: [
            { name: 2, seats: 'B' },
            { name: null, seats: 'C' },
          ],
        },
        { place: null, halls: [] },
      ],
    },
    errors: [],
  });
  expect(requests.map(({ subgraph }) => subgraph)).toEqual(['cards', 'events']);
});

test('mutations of several subgraphs run in the order written, and each has its rest fetched', async () => {
  const log: string[] = [];
  const add =
    (name: string) =>
    (_: unknown, { n }: { n: number }) => {
      log.push(`${name} ${n}`);
      return { id: `t${n}` };
    };
  const subgraph = (name: string): Subgraph => ({
    sdl: `type Query { ${name}: Int } type Mutation { add${name}(n: Int!): Thing }
      type Thing @key(fields: "id") { id: ID! of${name}: String }`,
    resolvers: {
      Mutation: { [`add${name}`]: add(name) },
      Thing: {
        __resolveReference: (thing: object) => thing,
        [`of${name}`]: ({ id }: { id: string }) => `${name} of ${id}`,
      },
    },
  });
  const { run } = over({ A: subgraph('A'), B: subgraph('B') });
  const { data } = await run(
    'mutation { x: addA(n: 1) { id: ofB } y: addB(n: 2) { ofA } z: addA(n: 3) { ofA } }',
  );
  expect(data).toEqual({ x: { id: 'B of t1' }, y: { ofA: 'A of t2' }, z: { ofA: 'A of t3' } });
  expect(log).toEqual(['A 1', 'B 2', 'A 3', 'A 1', 'B 2', 'A 3']);
});
