import { ApolloServer } from '@apollo/server';
import { afterEach, describe, expect, test } from '@jest/globals';
import { answersPosition } from '../../../subgraphs/feed/publish/report-offset.ts';

let server: ApolloServer | undefined;
afterEach(() => server?.stop());

/** The header of an answer to this, where logging comes to that. */
async function saidBy(query: string, drain: () => Promise<number>): Promise<string | undefined> {
  server = new ApolloServer({
    typeDefs: 'type Query { a: Int } type Mutation { write: Int }',
    plugins: [answersPosition({ drain })],
  });
  const { http } = await server.executeOperation({ query });
  return http.headers.get('groundswell-position');
}

const never = () => new Promise<number>(() => undefined);

describe('the answer to a mutation says', () => {
  test('the number up to which the feed has all', async () => {
    expect(await saidBy('mutation { write }', async () => 12)).toBe('12');
  });

  test.each([
    ['cannot be logged', () => Promise.reject(new Error('No database.'))],
    ['is not logged in time', never],
  ])('that the number is not known where what was written %s', async (_why, drain) => {
    expect(await saidBy('mutation { write }', drain)).toBe('?');
  });
});

test('the answer to a query says nothing of it', async () => {
  expect(await saidBy('{ a }', async () => 12)).toBeUndefined();
});
