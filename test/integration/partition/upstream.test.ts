import { setImmediate } from 'node:timers/promises';
import { afterEach, expect, test } from '@jest/globals';
import type { OwnerRequest, UnavailableReason } from '../../../gateway/partition/owner.ts';
import { OwnerUnavailable } from '../../../gateway/partition/owner.ts';
import { createUpstream } from '../../../gateway/partition/upstream.ts';
import type { UpstreamOptions } from '../../../gateway/partition/upstream.ts';
import { until } from '../../support/until.ts';
import { anOwner } from './an-owner.ts';
import type { Behaviour } from './an-owner.ts';

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).toReversed()) await close();
});

async function aServer(behaviour: Behaviour = 'healthy') {
  const server = await anOwner('unite', ['organisation', 'review']);
  server.state.behaviour = behaviour;
  opened.push(() => server.close());
  return server;
}

function upstreamTo(url: string, options: Partial<UpstreamOptions<null>> = {}) {
  const upstream = createUpstream<null>({
    urlOf: (_, contract) => `${url}/${contract}`,
    timeoutMs: 20_000,
    maxBytes: 1_000,
    ...options,
  });
  opened.push(() => upstream.close());
  return upstream;
}

const request: OwnerRequest<null> = {
  owner: 'unite',
  contract: 'organisation',
  query: '{ viewer { name } }',
  caller: null,
};

const responds =
  (status: number, body: string, headers: Record<string, string> = {}): Behaviour =>
  (response) =>
    response.writeHead(status, headers).end(body);

const answer = { data: { viewer: { name: 'a caller of unite' } } };
const errors = { errors: [{ message: 'Bad.' }] };

test('the answer is that of the owner', async () => {
  const { url, state } = await aServer();
  const { ask } = upstreamTo(url);
  expect(
    await ask({
      ...request,
      variables: { a: 1 },
      operationName: 'Q',
      query: 'query Q { viewer { name } }',
    }),
  ).toEqual(answer);
  expect(state.requests).toEqual([
    { query: 'query Q { viewer { name } }', variables: { a: 1 }, operationName: 'Q' },
  ]);
});

test('an owner’s contracts share its connections', async () => {
  const { url, state } = await aServer();
  const { ask } = upstreamTo(url);
  await ask(request);
  // undici reuses a connection one turn of the event loop after its last answer.
  await setImmediate();
  await ask({ ...request, contract: 'review', query: '{ __typename }' });
  expect(state.connections).toBe(1);
});

test('the address of an owner may change from one request to the next', async () => {
  const [one, other] = [await aServer(), await aServer()];
  let url = one.url;
  const { ask } = upstreamTo('', { urlOf: () => `${url}/organisation` });
  await ask(request);
  url = other.url;
  await ask(request);
  expect([one.state.requests.length, other.state.requests.length]).toEqual([1, 1]);
});

test('the headers are made from the body that is sent', async () => {
  const seen: unknown[] = [];
  const { url, state } = await aServer();
  const { ask } = upstreamTo(url, {
    headersFor: ({ owner }, body) => {
      seen.push(owner, JSON.parse(body));
      return { 'x-assertion': 'signed' };
    },
  });
  await ask(request);
  expect(seen).toEqual(['unite', state.requests[0]]);
});

test.each([400, 403, 500])('a GraphQL answer with the status %d is an answer', async (status) => {
  const { url } = await aServer(responds(status, JSON.stringify(errors)));
  expect(await upstreamTo(url).ask(request)).toEqual(errors);
});

test.each<[string, UnavailableReason, Behaviour]>([
  ['redirects', 'redirect', responds(307, JSON.stringify(answer), { location: '/elsewhere' })],
  ['answers with the status 304', 'redirect', responds(304, '')],
  ['answers with the status 401', 'refused', responds(401, JSON.stringify(errors))],
  ['fails without GraphQL', 'status', responds(500, '{"error":"oops"}')],
  ['fails with data only', 'status', responds(500, '{"data":{}}')],
  ['answers with the status 201', 'status', responds(201, JSON.stringify(answer))],
  ['answers no JSON', 'not-graphql', responds(200, '<html>')],
  ['answers half of a JSON text', 'not-graphql', responds(200, '{"data":{"viewer":')],
  ['answers a list', 'not-graphql', responds(200, '[]')],
  ['answers null', 'not-graphql', responds(200, 'null')],
  ['answers data that is a list', 'not-graphql', responds(200, '{"data":[]}')],
  ['answers errors that are no list', 'not-graphql', responds(200, '{"data":null,"errors":"no"}')],
  ['answers an empty object', 'not-graphql', responds(200, '{}')],
  [
    'answers too much',
    'too-large',
    responds(200, JSON.stringify({ data: { x: 'x'.repeat(1_000) } })),
  ],
  ['fails with too much', 'too-large', responds(500, 'x'.repeat(2_000))],
  [
    'answers without an end',
    'too-large',
    (response) => {
      const more = () => void (response.destroyed || response.write('x'.repeat(10_000), more));
      more();
    },
  ],
  ['hangs up', 'failed', (response) => response.destroy()],
  [
    'hangs up in the middle',
    'failed',
    (response) =>
      response.writeHead(200, { 'content-length': 100 }).write('{', () => response.destroy()),
  ],
])('an owner that %s is unavailable: %s', async (_, reason, behaviour) => {
  const { url, state } = await aServer(behaviour);
  const { ask } = upstreamTo(url);
  const failure: unknown = await ask(request).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(OwnerUnavailable);
  expect(failure).toMatchObject({ owner: 'unite', reason });
  expect((failure as Error).message).toMatch(/^The organisation "unite" is unavailable: .*\.$/);
  expect((failure as Error).message).not.toContain('127.0.0.1');
  expect(state.requests).toHaveLength(1);

  state.behaviour = 'healthy';
  expect(await ask(request)).toEqual(answer);
});

test.each<[string, Behaviour]>([
  [
    'without an end',
    (response) => {
      const more = () => void (response.destroyed || response.write('['.repeat(10_000), more));
      more();
    },
  ],
  ['in a short answer', responds(200, `{"data":{"x":${'['.repeat(600)}${']'.repeat(600)}}}`)],
])('an owner that answers lists in lists %s is unavailable', async (_, behaviour) => {
  const { url } = await aServer(behaviour);
  const { ask } = upstreamTo(url, { maxBytes: 8_000_000 });
  await expect(ask(request)).rejects.toMatchObject({
    reason: 'not-graphql',
    message: 'The organisation "unite" is unavailable: its answer is nested more than 64 deep.',
  });
});

test('an owner that answers more than was asked is unavailable', async () => {
  const { url } = await aServer(responds(200, `{"data":{"x":[${'{},'.repeat(24_000)}{}]}}`));
  const { ask } = upstreamTo(url, { maxBytes: 8_000_000 });
  await expect(ask({ ...request, mostValues: 2 })).rejects.toMatchObject({
    reason: 'too-large',
    message: 'The organisation "unite" is unavailable: its answer has more than 20008 values.',
  });
  expect(await ask({ ...request, mostValues: 40_000 })).toMatchObject({ data: {} });
});

test('an owner that answers longer texts than was asked is unavailable', async () => {
  const { url } = await aServer(responds(200, `{"data":{"x":"${'x'.repeat(300 * 1024)}"}}`));
  const { ask } = upstreamTo(url, { maxBytes: 8_000_000 });
  await expect(ask({ ...request, mostBytes: 1_024 })).rejects.toMatchObject({
    reason: 'too-large',
    message: `The organisation "unite" is unavailable: its answer is longer than ${257 * 1024} bytes.`,
  });
  expect(await ask({ ...request, mostBytes: 64 * 1024 })).toMatchObject({ data: {} });
});

test.each<[string, Behaviour]>([
  ['never answers', 'hanging'],
  ['sends a byte and no more', (response) => void response.writeHead(200).write('{')],
])('an owner that %s is unavailable once its time is up', async (_, behaviour) => {
  const { url } = await aServer(behaviour);
  const begun = performance.now();
  await expect(upstreamTo(url, { timeoutMs: 150 }).ask(request)).rejects.toMatchObject({
    reason: 'timeout',
    message: 'The organisation "unite" is unavailable: it did not answer within 150 ms.',
  });
  expect(performance.now() - begun).toBeLessThan(2_000);
});

test('a client that leaves is not kept by a request that still waits for a connection', async () => {
  const [first, second] = [new AbortController(), new AbortController()];
  const { url, state } = await aServer(() => second.abort());
  const { ask } = upstreamTo(url, { connections: 1 });
  const hanging = ask({ ...request, signal: first.signal });
  await expect(ask({ ...request, signal: second.signal })).rejects.toMatchObject({
    reason: 'aborted',
  });
  first.abort();
  await expect(hanging).rejects.toMatchObject({ reason: 'aborted' });
  state.behaviour = 'healthy';
  expect(await ask(request)).toEqual(answer);
  // What nobody waited for any more was not sent.
  expect(state.requests).toHaveLength(2);
});

test('an owner that answers again is asked over the connections that it has, whoever left meanwhile', async () => {
  const client = new AbortController();
  const { url, state } = await aServer('hanging');
  const { ask } = upstreamTo(url, { connections: 1 });
  const [hanging, ...waiting] = Array.from({ length: 50 }, () =>
    ask({ ...request, signal: client.signal }),
  );
  await until('the first to be asked', 5_000, () => state.requests.length === 1);
  client.abort();
  for (const one of [hanging, ...waiting])
    await expect(one).rejects.toMatchObject({ reason: 'aborted' });
  state.behaviour = 'healthy';
  expect(await ask(request)).toEqual(answer);
  // One in place of that which hung; none for those that only waited.
  expect(state.connections).toBe(2);
});

test.each<[string, Behaviour]>([
  [
    'byte by byte',
    (response) => {
      response.writeHead(200);
      for (const byte of Buffer.from(JSON.stringify(answer))) response.write(Buffer.from([byte]));
      response.end();
    },
  ],
  [
    'after a hint',
    (response) => {
      response.writeEarlyHints({ link: '</style.css>; rel=preload' });
      response.writeHead(200).end(JSON.stringify(answer));
    },
  ],
])('an answer that comes %s is read', async (_, behaviour) => {
  const { url } = await aServer(behaviour);
  expect(await upstreamTo(url).ask(request)).toEqual(answer);
});

test('a client that leaves ends the exchange', async () => {
  const client = new AbortController();
  const { url, state } = await aServer(() => client.abort());
  const { ask } = upstreamTo(url);
  await expect(ask({ ...request, signal: client.signal })).rejects.toMatchObject({
    reason: 'aborted',
  });
  await expect(ask({ ...request, signal: client.signal })).rejects.toMatchObject({
    reason: 'aborted',
  });
  expect(state.requests).toHaveLength(1);
});

test.each([null, 'no url', 'ftp://127.0.0.1/'])(
  'an owner at the address %p is unavailable',
  async (url) => {
    const { ask } = upstreamTo('', { urlOf: () => url });
    await expect(ask(request)).rejects.toBeInstanceOf(OwnerUnavailable);
  },
);

test('an owner whose port nobody listens on is unavailable', async () => {
  const { url, kill } = await aServer();
  await kill();
  await expect(upstreamTo(url).ask(request)).rejects.toMatchObject({ reason: 'failed' });
});
