import { ApolloServer } from '@apollo/server';
import { afterEach, describe, expect, test } from '@jest/globals';
import { reportOffset } from '../../../subgraphs/feed/publish/report-offset.ts';

let server: ApolloServer | undefined;
afterEach(() => server?.stop());

/** The offset header of the response to a query, with a feed that drains so. */
async function offsetHeader(
  query: string,
  drain: () => Promise<number>,
): Promise<string | undefined> {
  server = new ApolloServer({
    typeDefs: 'type Query { a: Int } type Mutation { write: Int }',
    plugins: [reportOffset({ drain })],
  });
  const { http } = await server.executeOperation({ query });
  return http.headers.get('groundswell-position');
}

const never = () => new Promise<number>(() => undefined);

describe('the response to a mutation reports', () => {
  test('the offset up to which the feed has everything', async () => {
    expect(await offsetHeader('mutation { write }', async () => 12)).toBe('12');
  });

  test.each([
    ['cannot be logged', () => Promise.reject(new Error('No database.'))],
    ['is not logged in time', never],
  ])('an unknown offset when the write %s', async (_why, drain) => {
    expect(await offsetHeader('mutation { write }', drain)).toBe('?');
  });
});

test('the response to a query reports no offset', async () => {
  expect(await offsetHeader('{ a }', async () => 12)).toBeUndefined();
});
