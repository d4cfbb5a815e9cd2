/** A policy on a mutation may name a rule of the row that its `@partition` names. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, parse } from 'graphql';
import type { Caller } from '../../../../identity/caller.ts';
import { guardSchema } from '../../../../subgraphs/framework/access/guard-schema.ts';
import { guardsIn } from '../../../../subgraphs/framework/access/requirement.ts';
import type { Find } from '../../../../subgraphs/framework/access/row-of-mutation.ts';
import type { Asking } from '../../../../subgraphs/framework/request.ts';
import { aMember } from '../../../support/callers.ts';
import { ideaId } from '../../../support/cards.ts';

const SDL = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9",
    import: ["@key", "@authenticated", "@requiresScopes", "@policy"])
  directive @partition(by: String!) on FIELD_DEFINITION
  type Query { plain: ID }
  input EditInput { idea: ID! title: String }
  input AnyInput { id: ID! }
  input GiveInput { organisation: ID! }
  type Mutation {
    edit(input: EditInput!): String @policy(policies: [["idea:author"], ["papers:manage"]]) @partition(by: "input.idea")
    move(input: EditInput!): String
      @requiresScopes(scopes: [["events:manage"]])
      @policy(policies: [["idea:author"]])
      @partition(by: "input.idea")
    change(input: AnyInput!): String @policy(policies: [["idea:author"]]) @partition(by: "input.id")
  }
`;

const author = aMember('unite', 'Ann');
const other = aMember('unite', 'Bob');
const MINE = ideaId('unite', 1);
const MY_EVENT = MINE.replace(':idea:', ':event:');
const NOT_THERE = ideaId('unite', 9);

let found: string[];
beforeEach(() => {
  found = [];
});
const find: Find = async (_type, id) => {
  found.push(id);
  return [MINE, MY_EVENT].includes(id) ? { _id: id, person: author.person } : null;
};

interface Context extends Asking {
  find: Find;
}

const rules = {
  'idea:author': {
    who: 'its author',
    holds: ({ person }: { person: string }, { caller }: Context) => person === caller?.person,
  },
  'event:host': { who: 'its host', holds: () => true },
  'author:named': { where: 'its author is named', holds: () => true },
};

function aSchema(sdl = SDL) {
  const schema = buildSubgraphSchema({
    typeDefs: parse(sdl),
    resolvers: {
      Mutation: { edit: () => 'edited', move: () => 'moved', change: () => 'changed' },
    },
  });
  guardSchema<Context>(schema, {
    guards: guardsIn([schema], Object.keys(rules)),
    rules,
    may: ({ caller }, right) =>
      caller?.roles.includes(right === 'papers:manage' ? 'EDITOR' : 'ORGANISER') === true,
    owner: 'unite',
  });
  return schema;
}

const schema = aSchema();
const ask = async (name: string, idea: unknown, caller: Caller | null) => {
  const { data, errors = [] } = await graphql({
    schema,
    source: `mutation ($idea: ID!) { ${name}(input: { idea: $idea }) }`,
    variableValues: { idea },
    contextValue: { caller, requestId: '', find },
  });
  return errors[0]?.extensions['code'] ?? data?.[name];
};

describe('a rule', () => {
  const change = async (id: string) => {
    const { data, errors = [] } = await graphql({
      schema,
      source: 'mutation ($id: ID!) { change(input: { id: $id }) }',
      variableValues: { id },
      contextValue: { caller: author, requestId: '', find },
    });
    return errors[0]?.message ?? data?.['change'];
  };

  test('is asked about rows of the type in its name alone, whatever the argument is called', async () => {
    expect(await change(MINE)).toBe('changed');
    expect(await change(MY_EVENT)).toBe(
      `input.id: expected the id of a policy idea, such as "unite:idea:01JB…", but got "${MY_EVENT}".`,
    );
    expect(found).toEqual([MINE]);
  });

  test.each([
    [
      'of another type, on a type',
      'type Event @policy(policies: [["idea:author"]]) { id: ID } type Query { it: Event }',
      'Event: expected a right, or a rule of the row in @policy, but got "idea:author".',
    ],
    [
      'of another type, on a field',
      'type Event { id: ID @policy(policies: [["idea:author"]]) } type Query { it: Event }',
      'Event.id: expected a right, or a rule of the row in @policy, but got "idea:author".',
    ],
    [
      'of a type, on what is not one',
      'type Edge { id: ID @policy(policies: [["idea:author"]]) } type Query { it: Edge }',
      'Edge.id: expected a right, or a rule of the row in @policy, but got "idea:author".',
    ],
    [
      'of several types, on a mutation',
      'type Mutation { it(id: ID!): ID @policy(policies: [["author:named"]]) @partition(by: "id") }',
      'Mutation.it: expected a right, or a rule of the row in @policy, but got "author:named".',
    ],
    [
      'of another type than the one beside it, on a mutation',
      `type Mutation {
        it(id: ID!): ID @policy(policies: [["idea:author"], ["event:host"]]) @partition(by: "id")
      }`,
      'Mutation.it: expected rules of rows of one type in @policy, but got "idea:author", "event:host".',
    ],
  ])('%s, fails at the start', (_what, sdl, message) => {
    expect(() =>
      aSchema(SDL.replace(/type Query[\s\S]*/, `${sdl} extend type Query { a: ID }`)),
    ).toThrow(message);
  });
});

describe('a mutation for the author of its row', () => {
  test('is done by the author, and by whoever an alternative of the policy lets', async () => {
    expect(await ask('edit', MINE, author)).toBe('edited');
    expect(await ask('edit', MINE, aMember('unite', 'Cy', ['EDITOR']))).toBe('edited');
  });

  test('finds the row once', async () => {
    await ask('edit', MINE, author);
    expect(found).toEqual([MINE]);
  });

  test.each([
    ['an id that cannot be read', 'mine', 'BAD_USER_INPUT'],
    ['an id of another type', MY_EVENT, 'BAD_USER_INPUT'],
    ['a row that is not there, or not for the caller to see', NOT_THERE, 'NOT_FOUND'],
    ['a row that the caller sees and may not change', MINE, 'FORBIDDEN'],
  ])('is refused by the first that is so: %s', async (_what, id, code) => {
    expect(await ask('edit', id, other)).toBe(code);
  });

  test('names the argument, and says what was expected', async () => {
    const { errors } = await graphql({
      schema,
      source: `mutation { edit(input: { idea: "mine" }) }`,
      contextValue: { caller: other, requestId: '', find },
    });
    expect(errors?.[0]?.message).toBe(
      'input.idea: expected the id of a policy idea, such as "unite:idea:01JB…", but got "mine".',
    );
  });

  test('asks a visitor to sign in', async () => {
    expect(await ask('edit', MINE, null)).toBe('UNAUTHENTICATED');
  });

  test('looks for no row where what asks nothing of it is not met', async () => {
    expect(await ask('move', MINE, author)).toBe('FORBIDDEN');
    expect(found).toEqual([]);
    expect(await ask('move', MINE, { ...author, roles: ['ORGANISER'] })).toBe('moved');
    expect(await ask('move', MINE, { ...other, roles: ['ORGANISER'] })).toBe('FORBIDDEN');
  });
});

test.each([
  ['without a partition', 'edit: String @policy(policies: [["idea:author"]])'],
  [
    'whose partition names an organisation',
    'edit(input: GiveInput!): String @policy(policies: [["idea:author"]]) @partition(by: "input.organisation")',
  ],
])('a mutation %s has no row: such a policy fails at the start', (_what, field) => {
  expect(() =>
    aSchema(SDL.replace(/type Mutation \{[\s\S]*\}/, `type Mutation { ${field} }`)),
  ).toThrow(
    'Mutation.edit: expected a right, or a rule of the row in @policy, but got "idea:author".',
  );
});
