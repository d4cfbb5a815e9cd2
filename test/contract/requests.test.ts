import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { aHouse, type TestHouse } from '../support/house.ts';
import { post } from '../support/post.ts';
import { editorToken, memberToken } from './people.ts';
import { expectNothingInside } from './inside.ts';
import { mutationOf } from './mutations.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await aHouse({ sample: false });
});
afterAll(() => house?.close());

const codes = (text: string): unknown[] =>
  (JSON.parse(text) as { errors: { extensions: { code: string } }[] }).errors.map(
    ({ extensions: { code } }) => code,
  );

const INVALID = 'GRAPHQL_VALIDATION_FAILED';
const UNRESOLVED = 'OPERATION_RESOLUTION_FAILURE';
const TWO = 'query a { __typename } query b { __typename }';

/** Requests that are wrong, by what is wrong with them: the status and the code that they are answered with. */
const WRONG: [title: string, body: object | string, status: number, code: string][] = [
  ['no JSON', '{', 400, 'BAD_REQUEST'],
  ['nothing', '', 400, 'BAD_REQUEST'],
  ['no query', {}, 400, 'BAD_REQUEST'],
  ['a key "__proto__"', '{"query":"{ __typename }","__proto__":{}}', 400, 'BAD_REQUEST'],
  ['a query that is no text', { query: { $gt: '' } }, 400, 'BAD_REQUEST'],
  ['variables that are no object', { query: '{ a }', variables: '{}' }, 400, 'BAD_REQUEST'],
  ['several requests in one', [{ query: '{ __typename }' }], 400, 'BAD_REQUEST'],
  ['more than 256 KB', { query: `{ __typename }${' '.repeat(262_144)}` }, 413, 'BAD_REQUEST'],
  ['what is no GraphQL', { query: '{ node(' }, 400, 'GRAPHQL_PARSE_FAILED'],
  ['a field that is none', { query: '{ passwords }' }, 400, INVALID],
  ['an argument that is none', { query: '{ themes(where: "1=1") { id } }' }, 400, INVALID],
  ["the gateway's own field", { query: '{ _entities(representations: []) { id } }' }, 400, INVALID],
  ["a subgraph's SDL", { query: '{ _service { sdl } }' }, 400, INVALID],
  ['two operations and no name', { query: TWO }, 400, UNRESOLVED],
  ['no such operation', { query: TWO, operationName: 'constructor' }, 400, UNRESOLVED],
];

test.each(WRONG)('a request with %s is refused', async (_title, body, status, code) => {
  const answered = await post(house.url, body);
  expectNothingInside(house, answered.text);
  expect({ status: answered.status, codes: codes(answered.text) }).toEqual({
    status,
    codes: [code],
  });
});

test('what a form of another site could post by itself is refused', async () => {
  const simple = { 'content-type': 'text/plain' };
  const answered = await post(house.url, { query: '{ __typename }' }, simple);
  expect({ status: answered.status, codes: codes(answered.text) }).toEqual({
    status: 415,
    codes: ['BAD_REQUEST'],
  });
});

test('one of two operations is run by its name', async () => {
  const { answer } = await post(house.url, { query: TWO, operationName: 'b' });
  expect(answer).toMatchObject({ data: { __typename: 'Query' } });
});

test('a client that sends the hash of a query alone is asked for the query too', async () => {
  const query = '{ hashed: __typename }';
  const sha256Hash = createHash('sha256').update(query).digest('hex');
  const extensions = { persistedQuery: { version: 1, sha256Hash } };
  const first = await post(house.url, { extensions });
  expect(codes(first.text)).toEqual(['PERSISTED_QUERY_NOT_FOUND']);
  expect((await post(house.url, { query, extensions })).answer).toMatchObject({
    data: { hashed: 'Query' },
  });
  expect((await post(house.url, { extensions })).answer).toMatchObject({
    data: { hashed: 'Query' },
  });
});

test('a query may come by GET, and a mutation may not', async () => {
  const get = async (query: string) => {
    // Without headers of its own, as clients send it by default: nothing that a browser adds says who asks.
    const answer = await fetch(`${house.url}?query=${encodeURIComponent(query)}`);
    return { status: answer.status, text: await answer.text() };
  };
  expect((await get('{ __typename }')).status).toBe(200);
  const join =
    'mutation { join(input: { organisation: "unite", displayName: "X" }) { userErrors { code } } }';
  const refused = await get(join);
  expect({ status: refused.status, codes: codes(refused.text) }).toEqual({
    status: 405,
    codes: ['BAD_REQUEST'],
  });
});

test.each(['/', '/feed', '/organisation', '/graphql/../feed'])(
  'there is nothing at %s of the gateway',
  async (path) => {
    const answer = await fetch(new URL(path, house.url));
    const text = await answer.text();
    expect({ status: answer.status, codes: codes(text) }).toEqual({
      status: 404,
      codes: ['NOT_FOUND'],
    });
    expectNothingInside(house, text);
  },
);

test('an organisation that is down is named in each answer, and nothing of where it was', async () => {
  await house.end('progress');
  const idea = 'progress:idea:01JBXYZ0000000000000000000';
  const editor = await editorToken(house, 'progress');
  const asked: [string, object, string?][] = [
    [
      '{ organisation(id: "progress") { name policyIdeas { totalCount } papers { totalCount } } }',
      {},
    ],
    ['query ($idea: ID!) { node(id: $idea) { id } nodes(ids: [$idea, "unite"]) { id } }', { idea }],
    ['{ viewer { id } }', {}, editor],
    [
      mutationOf('takePosition'),
      { input: { idea, position: 'PASS' } },
      await memberToken(house, 'unite'),
    ],
    [
      mutationOf('recordPaper'),
      { input: { organisation: 'progress', title: 'Buses', abstract: 'Late.' } },
      editor,
    ],
  ];
  for (const [query, variables, token] of asked) {
    const { errors } = await house.ask(query, variables, token);
    expectNothingInside(house, JSON.stringify(errors));
    expect(errors!.length).toBeGreaterThan(0);
    for (const { extensions } of errors!)
      expect(extensions).toEqual({ code: 'ORGANISATION_UNAVAILABLE', organisation: 'progress' });
  }
});
