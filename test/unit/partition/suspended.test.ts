import { expect, test } from '@jest/globals';
import type { GraphQLFormattedError } from 'graphql';
import { aPartition, idOf, rowOf } from './a-partition.ts';

const suspended = ['unite'];
const errorAt = (...path: (string | number)[]): GraphQLFormattedError => ({
  message: 'The organisation "unite" is suspended.',
  path,
  extensions: { code: 'ORGANISATION_SUSPENDED', organisation: 'unite' },
});

const ENTITIES = `query ($representations: [_Any!]!) {
  _entities(representations: $representations) { ... on Idea { title body } ... on Organisation { name } } }`;
const idea = (id: string) => ({ __typename: 'Idea', id });

test('the entities of a suspended organisation are null with an error at each field, and it is not asked', async () => {
  const { asked, fetch } = aPartition({ suspended });
  const [ours, theirs] = [idOf('labour'), idOf('unite')];
  const representations = [theirs, ours, theirs].map(idea);
  const { data, errors } = await fetch({ query: ENTITIES, variables: { representations } });
  const { title, body } = rowOf('labour', ours);
  expect(data['_entities']).toEqual([null, { title, body }, null]);
  expect(errors).toEqual(
    [0, 2].flatMap((at) => ['title', 'body'].map((field) => errorAt('_entities', at, field))),
  );
  expect(asked.map(({ owner }) => owner)).toEqual(['labour']);
});

test('its root fields are null with an error, whether they are found by an id, in a list or by the caller’s home', async () => {
  const { asked, fetch } = aPartition({ suspended });
  const { data, errors } = await fetch({
    query: `{ a: organisation(id: "unite") { name } b: organisation(id: "labour") { name }
      viewer { home } nodes(ids: ["${idOf('labour')}", "${idOf('unite')}"]) { id } }`,
    context: { caller: { home: 'unite' } },
  });
  expect(data).toEqual({
    a: null,
    b: { name: 'name of labour' },
    viewer: null,
    nodes: [{ id: idOf('labour') }, null],
  });
  expect(errors).toEqual([errorAt('a'), errorAt('viewer'), errorAt('nodes', 1)]);
  expect(asked.map(({ owner }) => owner)).toEqual(['labour']);
});

test('its mutations are refused, and the mutations of others after them are carried out', async () => {
  const { asked, fetch } = aPartition({ suspended });
  const { data, errors } = await fetch({
    query: `mutation { a: edit(id: "${idOf('labour', 1)}") { id } b: edit(id: "${idOf('unite')}") { id }
      c: edit(id: "${idOf('labour', 2)}") { id } }`,
  });
  expect(data).toEqual({ a: { id: idOf('labour', 1) }, b: null, c: { id: idOf('labour', 2) } });
  expect(errors).toEqual([errorAt('b')]);
  expect(asked.map(({ owner }) => owner)).toEqual(['labour', 'labour']);
});

test('entities of a contract that it does not serve are null without an error', async () => {
  const { fetch } = aPartition({ suspended, serving: ['labour'] });
  const representations = [idea(idOf('unite'))];
  expect(await fetch({ query: ENTITIES, variables: { representations } })).toEqual({
    data: { _entities: [null] },
  });
});

test('the sole owner of a contract is not asked for its things, but is asked for its organisation card', async () => {
  const sdl = `
    type Idea { id: ID! title: String body: String }
    type Organisation { id: ID! name: String }
    type Query { ideas: [Idea] }`;
  const { asked, fetch } = aPartition({ suspended, serving: ['coalition'], sdl });
  const [ours, theirs] = [idOf('labour'), idOf('unite')];
  const representations = [idea(ours), idea(theirs), { __typename: 'Organisation', id: 'unite' }];
  const { data, errors } = await fetch({ query: ENTITIES, variables: { representations } });
  expect(data['_entities']).toEqual([
    { title: `title of ${ours}`, body: `coalition on ${ours}` },
    null,
    { name: 'name of unite' },
  ]);
  expect(errors).toEqual([errorAt('_entities', 1, 'title'), errorAt('_entities', 1, 'body')]);
  expect(asked.map(({ owner }) => owner)).toEqual(['coalition']);
});
