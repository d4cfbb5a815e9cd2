import { expect, test } from '@jest/globals';
import { anExecutor, composed } from './an-executor.ts';

const SUPERGRAPH = composed({
  source: `
    type Query { idea: Idea }
    type Subscription { changed(of: ID): Change }
    type Change { number: Int! idea: Idea }
    type Idea @key(fields: "id") { id: ID! }`,
  owner: 'type Idea @key(fields: "id") { id: ID! title: String! }',
});

const SUBSCRIPTION =
  'subscription ($of: ID) { it: changed(of: $of) { number idea { id: title } } }';
const changed = (id: string) => ({
  data: { _1_changed: { number: 1, idea: { __typename: 'Idea', id } } },
});

const over = () =>
  anExecutor(SUPERGRAPH, {
    source: () => {
      throw new Error('The source is not asked.');
    },
    owner: ({ variables }) => {
      const representations = variables['representations'] as { id: string }[];
      return {
        data: { _entities: representations.map(({ id }) => ({ title: `title of ${id}` })) },
      };
    },
  });

test('a subscription is run for an event with its primary value, and asks for the rest', async () => {
  const { run, requests } = over();
  expect(await run(SUBSCRIPTION, { primary: changed('a') })).toEqual({
    data: { it: { number: 1, idea: { id: 'title of a' } } },
    errors: [],
  });
  expect(requests.map(({ subgraph }) => subgraph)).toEqual(['owner']);
});

test('an error of the primary value is at its place', async () => {
  const primary = {
    data: { _1_changed: null },
    errors: [{ message: 'Lost.', path: ['_1_changed'] }],
  };
  expect(await over().run(SUBSCRIPTION, { primary })).toEqual({
    data: { it: null },
    errors: [{ message: 'Lost.', path: ['it'] }],
  });
});

test('a subscription without a primary value is refused', async () => {
  await expect(over().run(SUBSCRIPTION)).rejects.toThrow('Expected the primary value');
});
