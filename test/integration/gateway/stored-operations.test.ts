/** Operations that a request names by an id or a hash, and which of their answers a cache may keep. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sha256, type StoredOperations } from '../../../gateway/http/stored-operations.ts';
import { refusalsOf } from '../../support/answer.ts';
import { aGatewayAlone, type GatewayAlone } from '../../support/gateway.ts';
import { post } from '../../support/post.ts';

const QUERY = 'query Type($name: String!) { __type(name: $name) { name } }';
const MUTATION = 'mutation { __typename }';
/** An organisation that is down: its answer has an error. */
const FAILING = '{ organisation(id: "labour") { id } }';
const OTHER = '{ other: __typename }';

const texts = new Map(
  [QUERY, MUTATION, FAILING].flatMap((text, at) =>
    [`op-${at}`, sha256(text), `sha256:${sha256(text)}`].map((id) => [id, text] as const),
  ),
);

let open: GatewayAlone;
let closed: GatewayAlone;
beforeAll(async () => {
  const start = (stored: StoredOperations) => aGatewayAlone({ stored });
  [open, closed] = await Promise.all([start({ texts, only: false }), start({ texts, only: true })]);
});
afterAll(() => Promise.all([open?.close(), closed?.close()]));

const variables = { name: 'Event' };
const EVENT = { data: { __type: { name: 'Event' } } };
const byHash = (text: string) => ({
  persistedQuery: { version: 1, sha256Hash: sha256(text) },
});

/** Asks by GET. */
async function getFrom(
  gateway: GatewayAlone,
  parameters: Record<string, string>,
  headers: Record<string, string> = {},
) {
  const url = `${gateway.url}?${new URLSearchParams(parameters).toString()}`;
  const accept = 'application/graphql-response+json';
  const response = await fetch(url, { headers: { accept, ...headers } });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text };
}

const BY_GET = { documentId: `sha256:${sha256(QUERY)}`, variables: JSON.stringify(variables) };

describe.each(['open', 'closed'])('a gateway that is %s to other operations', (which) => {
  const gateway = () => (which === 'open' ? open : closed);

  test.each([
    ['its id', { documentId: 'op-0' }],
    ['its hash', { documentId: `sha256:${sha256(QUERY)}` }],
    ["Apollo's extension", { extensions: byHash(QUERY) }],
    ["Apollo's extension, with the text", { query: QUERY, extensions: byHash(QUERY) }],
    ['its text', { query: QUERY }],
  ])('runs a stored operation by %s', async (_title, body) => {
    const { status, answer } = await post(gateway().url, { ...body, variables });
    expect({ status, answer }).toMatchObject({ status: 200, answer: EVENT });
    const parameters = Object.entries({ ...body, variables }).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]);
    const got = await getFrom(gateway(), Object.fromEntries(parameters) as Record<string, string>);
    expect(JSON.parse(got.text)).toMatchObject(EVENT);
  });

  test('runs a stored mutation by POST alone', async () => {
    const { answer } = await post(gateway().url, { documentId: 'op-1' });
    expect(answer).toMatchObject({ data: { __typename: 'Mutation' } });
    expect((await getFrom(gateway(), { documentId: 'op-1' })).status).toBe(405);
  });

  test.each([
    ['an id that is not there', { documentId: 'op-9' }, 'PERSISTED_QUERY_NOT_FOUND'],
    ['an id that is no text', { documentId: 7 }, 'BAD_REQUEST'],
    ['an id and a text', { documentId: 'op-0', query: QUERY }, 'BAD_REQUEST'],
  ])('refuses %s', async (_title, body, code) => {
    const { status, answer } = await post(gateway().url, body);
    expect({ status, codes: refusalsOf(answer) }).toEqual({ status: 400, codes: [{ code }] });
  });
});

describe('where stored operations alone may run', () => {
  test.each([
    ['a text', { query: OTHER }],
    ['introspection', { query: '{ __schema { queryType { name } } }' }],
    ['a hash', { extensions: byHash(OTHER) }],
    ['a text with its hash', { query: OTHER, extensions: byHash(OTHER) }],
    ['a text with the hash of a stored one', { query: OTHER, extensions: byHash(QUERY) }],
    ['several', [{ query: QUERY }]],
  ])('%s is refused, and runs elsewhere', async (_title, body) => {
    const { status, answer } = await post(closed.url, body);
    expect({ status, codes: refusalsOf(answer) }).toEqual({
      status: 403,
      codes: [{ code: 'OPERATION_NOT_STORED' }],
    });
  });
});

describe('a client that registers operations by their hashes', () => {
  test('is asked for a text, and not again', async () => {
    const extensions = byHash(OTHER);
    expect(refusalsOf((await post(open.url, { extensions })).answer)).toEqual([
      { code: 'PERSISTED_QUERY_NOT_FOUND' },
    ]);
    await post(open.url, { query: OTHER, extensions });
    expect((await post(open.url, { extensions })).answer).toMatchObject({
      data: { other: 'Query' },
    });
  });

  test.each([
    ['a hash of another text', byHash(QUERY)],
    ['no hash', { persistedQuery: { version: 1 } }],
    ['another version', { persistedQuery: { ...byHash(OTHER).persistedQuery, version: 2 } }],
  ])('may not send %s, and reads what was expected', async (_title, extensions) => {
    const { status, answer } = await post(open.url, { query: OTHER, extensions });
    expect({ status, codes: refusalsOf(answer) }).toEqual({
      status: 400,
      codes: [{ code: 'BAD_REQUEST' }],
    });
    expect(answer.errors?.[0]?.message).toMatch(/^extensions\.persistedQuery\.\w+: expected /);
  });

  test('may send a long one with each request, which is not kept', async () => {
    const long = `{ long: __typename }${' '.repeat(20_000)}`;
    const extensions = byHash(long);
    expect((await post(open.url, { query: long, extensions })).status).toBe(200);
    expect(refusalsOf((await post(open.url, { extensions })).answer)).toEqual([
      { code: 'PERSISTED_QUERY_NOT_FOUND' },
    ]);
  });
});

describe('the answer to a stored operation by GET', () => {
  test('may be kept by caches, each for requests like this one', async () => {
    const { headers } = await getFrom(open, BY_GET);
    expect(headers.get('cache-control')).toBe('public, max-age=10');
    expect(headers.get('vary')?.split(', ').toSorted()).toEqual([
      'accept',
      'accept-encoding',
      'authorization',
      'groundswell-written',
      'origin',
    ]);
  });

  test('is not sent to a client that has it', async () => {
    const tag = (await getFrom(open, BY_GET)).headers.get('etag') ?? '';
    const again = await getFrom(open, BY_GET, { 'if-none-match': tag });
    expect([again.status, again.text, again.headers.get('etag')]).toEqual([304, '', tag]);
    const other = await getFrom(
      open,
      { ...BY_GET, variables: '{"name":"Idea"}' },
      { 'if-none-match': tag },
    );
    expect(other.status).toBe(200);
  });

  test.each<[string, Record<string, string>, Record<string, string>]>([
    ['it is of another operation', { query: OTHER }, {}],
    ['it has errors', { documentId: 'op-2' }, {}],
    ['it has errors, as JSON', { documentId: 'op-2' }, { accept: 'application/json' }],
    ['its variables are wrong', { documentId: 'op-0' }, {}],
    ['its token is not valid', BY_GET, { authorization: 'Bearer nonsense' }],
    ['its media type cannot be had', BY_GET, { accept: 'text/html' }],
  ])('may not be kept where %s', async (_title, parameters, given) => {
    const { headers } = await getFrom(open, parameters, given);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.has('etag')).toBe(false);
  });

  test('may not be kept where someone asks, or by POST', async () => {
    const authorization = `Bearer ${await open.tokenOf('labour')}`;
    const personal = await getFrom(open, BY_GET, { authorization });
    const posted = await post(open.url, { documentId: 'op-0', variables });
    for (const { status, headers } of [personal, posted])
      expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
  });
});
