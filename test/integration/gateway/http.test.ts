/** What the gateway does with HTTP: methods, media types, statuses, codings, the schema as a file. */
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import { textOf } from '../../support/files-of-house.ts';
import { aGatewayAlone, type GatewayAlone } from '../../support/gateway.ts';
import { post } from '../../support/post.ts';

let gateway: GatewayAlone;
let strict: GatewayAlone;
beforeAll(async () => {
  [gateway, strict] = await Promise.all([aGatewayAlone(), aGatewayAlone({ unprocessable: true })]);
});
afterAll(() => Promise.all([gateway?.close(), strict?.close()]));

const JSON_TYPE = 'application/json; charset=utf-8';
const GRAPHQL_TYPE = 'application/graphql-response+json; charset=utf-8';

/** An organisation is down: the other field stands. */
const PARTIAL = { query: '{ __typename organisation(id: "labour") { id } }' };
const ONLY_NULL = { query: '{ organisation(id: "labour") { id } }' };

const asked = async (accept: string | undefined, body: object | string = PARTIAL, of = gateway) => {
  const { status, headers } = await post(of.url, body, { accept: accept ?? '*/*' });
  return { status, type: headers.get('content-type') };
};

describe('the media type of an answer', () => {
  test.each([
    ['application/graphql-response+json', GRAPHQL_TYPE],
    ['application/graphql-response+json, application/json;q=0.9', GRAPHQL_TYPE],
    ['application/json;q=0.5, Application/GraphQL-Response+JSON;q=0.6', GRAPHQL_TYPE],
    ['text/html, application/*;q=0.1', JSON_TYPE],
    ['application/graphql-response+json;q=0.1, application/json', JSON_TYPE],
    ['application/json; charset=UTF-8', JSON_TYPE],
    ['*/*', JSON_TYPE],
    ['', JSON_TYPE],
  ])('for "%s" is %s', async (accept, type) => {
    expect((await asked(accept)).type).toBe(type);
  });

  test.each(['text/html', 'application/graphql-response+json;q=0', 'nonsense'])(
    'that is %s cannot be had: no mutation runs for it',
    async (accept) => {
      const query = 'mutation { __typename }';
      const { status, answer } = await post(gateway.url, { query }, { accept });
      expect(status).toBe(406);
      expect(answer).toMatchObject({
        errors: [
          {
            message:
              'Accept: expected "application/graphql-response+json" or "application/json" among its media types.',
            extensions: { code: 'BAD_REQUEST' },
          },
        ],
      });
    },
  );
});

const UNPARSED = { query: '{' };
const INVALID = { query: '{ nothing }' };
const UNCOERCED = { query: 'query ($id: ID!) { node(id: $id) { id } }', variables: { id: null } };
const UNNAMED = { query: 'query a { __typename } query b { __typename }' };
const TOO_DEEP = { ...UNCOERCED, variables: { id: JSON.parse('['.repeat(30) + ']'.repeat(30)) } };
const NO_QUERY = { variables: {} };
const WRONG_TYPE = { query: '{ __typename }', variables: [7] };
const HASH_ALONE = { extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } } };

describe('the status of an answer', () => {
  test.each<[string, object | string, graphql: number, json: number, with422: number]>([
    ['with all that was asked for', { query: '{ __typename }' }, 200, 200, 200],
    ['that is partial', PARTIAL, 294, 200, 294],
    ['whose data are null', ONLY_NULL, 294, 200, 294],
    ['to a document that cannot be parsed', UNPARSED, 400, 200, 400],
    ['to a document that is not valid', INVALID, 400, 200, 422],
    ['to variables that cannot be coerced', UNCOERCED, 400, 200, 422],
    ['to variables that are too deep', TOO_DEEP, 400, 200, 422],
    ['to two operations without a name', UNNAMED, 400, 200, 422],
    ['to no query', NO_QUERY, 400, 400, 422],
    ['to variables that are no object', WRONG_TYPE, 400, 400, 422],
    ['to the hash of an operation alone', HASH_ALONE, 400, 200, 422],
    ['to what is no JSON', '{', 400, 400, 400],
  ])('%s', async (_title, body, ofGraphql, ofJson, with422) => {
    expect((await asked(GRAPHQL_TYPE, body)).status).toBe(ofGraphql);
    expect((await asked(JSON_TYPE, body)).status).toBe(ofJson);
    expect((await asked(undefined, body)).status).toBe(ofJson);
    expect((await asked(GRAPHQL_TYPE, body, strict)).status).toBe(with422);
  });

  test('to a token that is not valid is the same for both media types', async () => {
    for (const accept of [GRAPHQL_TYPE, JSON_TYPE]) {
      const headers = { accept, authorization: 'Bearer nonsense' };
      expect((await post(gateway.url, PARTIAL, headers)).status).toBe(401);
    }
  });
});

const fetched = async (path: string, options: RequestInit = {}) => {
  const response = await fetch(`${gateway.origin}${path}`, options);
  return { status: response.status, headers: response.headers, text: await response.text() };
};

describe('by GET', () => {
  test('parameters that are empty are as those that are left out', async () => {
    const { status, text } = await fetched(
      '/graphql?query={__typename}&operationName=&variables=&extensions=',
    );
    expect({ status, answer: JSON.parse(text) as unknown }).toMatchObject({
      status: 200,
      answer: { data: { __typename: 'Query' } },
    });
  });

  test('a text with a question mark is read to its end', async () => {
    const variables = encodeURIComponent('{"name":"a?b"}').replace('%3F', '?');
    const query = encodeURIComponent('query ($name: String!) { __type(name: $name) { name } }');
    const { text } = await fetched(`/graphql?variables=${variables}&query=${query}`);
    expect(text).toMatch(/^{"data":{"__type":null}/);
  });

  test('a mutation is refused with the method that may send it', async () => {
    const { status, headers } = await fetched('/graphql?query=mutation{__typename}');
    expect([status, headers.get('allow')]).toEqual([405, 'POST']);
  });

  test('HEAD is answered as GET is, without the text', async () => {
    const path = '/graphql?query={__typename}';
    const [head, full] = await Promise.all([fetched(path, { method: 'HEAD' }), fetched(path)]);
    expect(head.text).toBe('');
    expect(head.status).toBe(200);
    for (const name of ['content-type', 'content-length', 'cache-control'])
      expect(head.headers.get(name)).toBe(full.headers.get(name));
  });
});

test('OPTIONS is answered to who is no browser', async () => {
  const { status, text } = await fetched('/graphql', { method: 'OPTIONS' });
  expect([status, text]).toEqual([204, '']);
});

test('no cookie is read, and none is set', async () => {
  const token = await gateway.tokenOf('labour');
  const cookie = `authorization=Bearer ${token}; token=${token}; groundswell-written=nonsense`;
  const [plain, withCookie] = await Promise.all([
    post(gateway.url, PARTIAL),
    post(gateway.url, PARTIAL, { cookie }),
  ]);
  expect([withCookie.status, withCookie.text]).toEqual([plain.status, plain.text]);
  expect(withCookie.headers.has('set-cookie')).toBe(false);
  // A token is read from its own header alone: as a cookie, one that is not valid is not refused either.
  const refused = await post(gateway.url, PARTIAL, { authorization: 'Bearer nonsense' });
  const ignored = await post(gateway.url, PARTIAL, { cookie: 'authorization=Bearer nonsense' });
  expect([refused.status, ignored.status]).toEqual([401, 294]);
});

/** The answer to a GET as it comes over the connection. */
async function raw(path: string, encodings?: string) {
  const headers = encodings === undefined ? {} : { 'accept-encoding': encodings };
  const [response] = (await once(get(`${gateway.origin}${path}`, { headers }), 'response')) as [
    IncomingMessage,
  ];
  const { 'content-encoding': coding = 'identity', vary } = response.headers;
  return { coding, vary, body: await buffer(response) };
}

describe('the coding of an answer', () => {
  const LARGE = `/graphql?query=${encodeURIComponent(getIntrospectionQuery())}`;
  const MIDDLING = `/graphql?query=${encodeURIComponent('{__type(name:"PolicyIdea"){fields{name description}}}')}`;

  test.each([
    ['br', 'gzip, deflate, br, zstd'],
    ['gzip', 'gzip, deflate'],
    ['gzip', 'br;q=0.5, gzip;q=0.8'],
    ['gzip', 'br;q=0, *'],
    ['identity', 'zstd'],
    ['identity', 'identity, br;q=0.1'],
    ['identity', undefined],
  ])('is %s for "%s"', async (coding, accepted) => {
    for (const path of [LARGE, MIDDLING]) {
      const plain = await raw(path);
      const answer = await raw(path, accepted);
      const decode = { br: brotliDecompressSync, gzip: gunzipSync }[answer.coding];
      expect(answer.coding).toBe(coding);
      expect(answer.vary).toMatch(/\baccept-encoding\b/);
      expect((decode?.(answer.body) ?? answer.body).equals(plain.body)).toBe(true);
      if (decode) expect(answer.body.length).toBeLessThan(plain.body.length / 2);
    }
  });

  test.each(['/live', '/graphql?query={__typename}'])(
    'is none for a small one: %s',
    async (path) => {
      expect((await raw(path, 'br, gzip')).coding).toBe('identity');
    },
  );
});

describe('GET /schema.graphql', () => {
  test('is the schema that clients see, which a cache may keep', async () => {
    const { status, headers, text } = await fetched('/schema.graphql');
    expect([status, headers.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8']);
    expect(headers.get('cache-control')).toBe('public, max-age=60');
    expect(text).toBe(textOf('schema/api.graphql'));
  });

  test('is not sent to who has it', async () => {
    const { headers } = await fetched('/schema.graphql');
    const tag = headers.get('etag') ?? '';
    for (const given of [tag, `"other", ${tag}`, tag.slice(2), '*']) {
      const again = await fetched('/schema.graphql', { headers: { 'if-none-match': given } });
      expect([again.status, again.text, again.headers.get('etag')]).toEqual([304, '', tag]);
    }
    const changed = await fetched('/schema.graphql', { headers: { 'if-none-match': '"other"' } });
    expect(changed.status).toBe(200);
  });
});
