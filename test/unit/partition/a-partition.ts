import type { GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import { buildSchema, graphql, parse } from 'graphql';
import type { GraphQLFormattedError } from 'graphql';
import type { Ask, OwnerAnswer, OwnerRequest } from '../../../gateway/partition/owner.ts';
import { PartitionedDataSource } from '../../../gateway/partition/partitioned-data-source.ts';

export interface Caller {
  home: string;
}

export type Asked = OwnerRequest<Caller>;

interface Context extends Record<string, unknown> {
  caller: Caller | null;
  requestId?: string;
  signal?: AbortSignal;
}

const SDL = `
  directive @partition(by: String!, most: Int) on FIELD_DEFINITION
  interface Node { id: ID! }
  interface Titled { title: String }
  type Idea implements Node & Titled { id: ID! title: String body: String author: Person tags: [String] among(ids: [ID!]!): Int }
  type Event implements Node { id: ID! name: String }
  type Organisation { id: ID! name: String ideas(first: Int, theme: String): [Idea] }
  type Person { name: String home: String }
  input Pick { ids: [ID!]! theme: String }
  input Text { organisation: ID text: String }
  type Query {
    organisation(id: ID!): Organisation @partition(by: "id")
    home(id: ID = "unite"): Organisation @partition(by: "id")
    nodes(ids: [ID!]!): [Node]! @partition(by: "ids")
    few(ids: [ID!]!): [Node]! @partition(by: "ids", most: 2)
    picked(pick: Pick!): [Node]! @partition(by: "pick.ids")
    viewer: Person @partition(by: "caller.home")
  }
  type Mutation {
    submit(input: Text!): Idea @partition(by: "input.organisation")
    edit(id: ID!): Idea @partition(by: "id")
    join: Person @partition(by: "caller.home")
  }
`;

const OWNER_SDL = `${SDL}
  scalar _Any
  union _Entity = Idea | Event | Organisation
  extend type Query { _entities(representations: [_Any!]!): [_Entity]! }
`;

/** The id of the nth thing of an owner. */
export const idOf = (owner: string, nth = 0, type = 'idea') =>
  `${owner}:${type}:01JBXYZ${String(nth).padStart(19, '0')}`;

const typeOf = (id: string) =>
  ({ idea: 'Idea', event: 'Event' })[id.split(':')[1] ?? ''] ?? 'Organisation';

/** The fields of a thing as its owner answers them; the same in every answer. */
export const rowOf = (owner: string, id: string) => ({
  __typename: typeOf(id),
  id,
  title: `title of ${id}`,
  name: `name of ${id}`,
  body: `${owner} on ${id}`,
  author: { name: `author at ${owner}` },
  tags: ['a', 'b'],
  among: ({ ids }: { ids: string[] }) => ids.length,
  ideas: ({ theme }: { theme?: string }) => [{ id, title: `${theme} at ${owner}` }],
});

const ownerSchema = buildSchema(OWNER_SDL);

/** An owner that executes every query, and has a row for every id. */
export const answerOf: Ask<Caller> = async (request) => {
  const { owner, query, variables, operationName, caller } = request;
  const row = (id: string) => rowOf(owner, id);
  const { data, errors } = await graphql({
    schema: ownerSchema,
    source: query,
    variableValues: variables,
    operationName,
    rootValue: {
      organisation: ({ id }: { id: string }) => row(id),
      home: ({ id }: { id: string }) => row(id),
      nodes: ({ ids }: { ids: string[] }) => ids.map(row),
      picked: ({ pick }: { pick: { ids: string[]; theme: string } }) =>
        pick.ids.map((id) => ({ ...row(id), title: pick.theme })),
      _entities: ({ representations }: { representations: { id: string }[] }) =>
        representations.map(({ id }) => row(id)),
      viewer: { name: caller && `a caller of ${caller.home}`, home: owner },
      join: { home: owner },
      submit: ({ input }: { input: { text: string } }) => ({ id: idOf(owner), title: input.text }),
      edit: ({ id }: { id: string }) => row(id),
    },
  });
  const answer = { data, ...(errors && { errors: errors.map((error) => error.toJSON()) }) };
  return JSON.parse(JSON.stringify(answer)) as OwnerAnswer;
};

interface Fetched {
  query: string;
  variables?: Record<string, unknown>;
  context?: Partial<Context>;
}

interface Answered {
  data: Record<string, unknown>;
  errors?: GraphQLFormattedError[];
}

/** A partition over `labour`, `unite` and `progress`; `fabians` exists and serves another contract. */
export function aPartition({
  serving = ['labour', 'unite', 'progress'],
  suspended = [] as string[],
  ask = answerOf,
  sdl = SDL,
} = {}) {
  const asked: Asked[] = [];
  const source = new PartitionedDataSource<Caller, Context>({
    contract: 'organisation',
    document: parse(sdl),
    owners: {
      has: (owner) => serving.includes(owner) || owner === 'fabians',
      serves: (owner) => serving.includes(owner),
      of: () => serving,
      isSuspended: (owner) => suspended.includes(owner),
    },
    ask: (request) => {
      asked.push(request);
      return ask(request);
    },
    callerOf: ({ caller }) => caller,
    homeOf: ({ home }) => home,
    requestIdOf: ({ requestId }) => requestId,
    signalOf: ({ signal }) => signal,
  });
  const fetch = async ({ query, variables, context }: Fetched): Promise<Answered> => {
    const options = {
      kind: 'incoming operation',
      request: { query, variables },
      context: { caller: null, ...context },
      incomingRequestContext: {},
    } as unknown as GraphQLDataSourceProcessOptions<Context>;
    const { data, errors } = await source.process(options);
    const answer = errors ? { data, errors } : { data };
    return JSON.parse(JSON.stringify(answer)) as Answered;
  };
  return { asked, source, fetch };
}

/** Requests as `owner: query on one line`, for comparison. */
export const sentences = (asked: readonly Asked[]) =>
  asked.map(({ owner, query }) => `${owner}: ${query.replaceAll(/\s+/g, ' ').trim()}`);
