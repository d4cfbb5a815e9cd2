/** Plain HTTP through the gateway: what reaches an owner, what reaches the client, and what neither of them costs. */
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { ASSERTION_HEADER, assertionsFor } from '../../../identity/assertion.ts';
import { GRANT_HEADER, SHARE_HEADER } from '../../../identity/sessions-of-signer.ts';
import type { Route } from '../../../schema/routes.ts';
import { aGateway } from '../../support/a-gateway.ts';
import { issuersOf, someSigners } from '../../support/identity.ts';
import { until } from '../../support/until.ts';
import { aPlainOwner, type Behaviour } from './a-plain-owner.ts';

const KILOBYTE = 1024;
const MEGABYTE = KILOBYTE * KILOBYTE;

const own = { contract: 'organisation', aliases: [], who: 'ANYONE', mostBytesIn: 0 } as const;
const ROUTES: readonly Route[] = [
  { ...own, method: 'GET', path: 'files/:id', aliases: ['/f/:owner/:id'], mostBytesOut: MEGABYTE },
  { ...own, method: 'GET', path: 'large', mostBytesOut: 64 * MEGABYTE },
  {
    ...own,
    method: 'POST',
    path: 'files',
    who: 'SIGNED_IN',
    mostBytesIn: 1_000,
    mostBytesOut: 1_000,
  },
  { ...own, method: 'DELETE', path: 'files/:id', mostBytesOut: 1_000 },
  { ...own, contract: 'party', method: 'GET', path: 'papers', mostBytesOut: 1_000 },
  { ...own, contract: 'coalition', method: 'GET', path: 'files', mostBytesOut: 1_000 },
];

const hello: Behaviour = (response) =>
  void response.writeHead(200, { 'content-type': 'text/plain' }).end('hello');

const signers = await someSigners();
const issuers = await issuersOf(['labour', 'unite']);
let owner: Awaited<ReturnType<typeof aPlainOwner>>;
let gateway: Awaited<ReturnType<typeof aGateway>>;

beforeAll(async () => {
  owner = await aPlainOwner(hello);
  const closed = 'http://127.0.0.1:1';
  gateway = await aGateway({
    signers,
    routes: ROUTES,
    addresses: { labour: owner.url, coalition: owner.url, unite: owner.url, progress: closed },
    suspended: ['peoples-assembly'],
    issuerOf: ({ id }) => issuers.find(id)?.trusted ?? null,
    upstreamTimeoutMs: 300,
    breakers: { failures: 3, probeEveryMs: 60_000, mostAtOnce: 64 },
  });
});
afterEach(() => {
  owner.state.behaviour = hello;
  owner.state.received = [];
});
afterAll(async () => {
  await gateway?.close();
  owner?.close();
});

const ask = (path: string, init: RequestInit = {}) => fetch(gateway.url + path, init);
const FILE = '/organisations/labour/files/a%2Fb';

const refusalOf = async (response: Response) => {
  const { errors } = (await response.json()) as {
    errors: { message: string; extensions: Record<string, unknown> }[];
  };
  const { status, headers } = response;
  const { documentation: _, ...extensions } = errors[0]?.extensions ?? {};
  return { status, ...extensions, retryAfter: headers.get('retry-after') };
};

describe('an owner is sent', () => {
  test.each(['/organisations/labour/files/', '/f/labour/'])(
    'a request below %s, with its query, signed for this owner',
    async (base) => {
      const response = await ask(`${base}a%2Fb?x=%20&y`);
      expect(await response.text()).toBe('hello');
      const [{ method, path, headers, body }] = owner.state.received as [never];
      expect({ method, path, body: String(body) }).toEqual({
        method: 'GET',
        path: '/organisation/files/a%2Fb?x=%20&y',
        body: '',
      });
      const token = String(headers[ASSERTION_HEADER]);
      const verified = await assertionsFor('labour', signers.trusted).verify(token, path);
      expect(verified?.verifyBody('')).toEqual({ signer: 'gateway', caller: null });
    },
  );

  test('the body to the letter, and who has signed in', async () => {
    const token = await issuers.of('labour').token({ subject: 'someone' });
    const body = Buffer.from([0, 255, 10]);
    await ask('/organisations/labour/files', {
      method: 'POST',
      body,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'image/x' },
    });
    const [received] = owner.state.received;
    expect(received?.body).toEqual(body);
    expect(received?.headers['content-type']).toBe('image/x');
    const verified = await assertionsFor('labour', signers.trusted).verify(
      String(received?.headers[ASSERTION_HEADER]),
      '/organisation/files',
    );
    expect(verified?.verifyBody(body)).toMatchObject({ caller: { home: 'labour' } });
  });

  test('the headers that say what the client has and wants, and no others', async () => {
    const wanted = {
      range: 'bytes=2-3',
      'if-none-match': '"a"',
      'if-modified-since': 'Tue, 01 Dec 2026 00:00:00 GMT',
      accept: 'text/plain',
      'accept-language': 'cy',
    };
    const others = { cookie: 'a=b', 'x-forwarded-for': '1.2.3.4', 'groundswell-feed': 'x' };
    await ask(FILE, { headers: { ...wanted, ...others } });
    const headers = owner.state.received[0]?.headers ?? {};
    expect(headers).toMatchObject(wanted);
    for (const name of Object.keys(others)) expect(headers).not.toHaveProperty(name);
  });

  test('a request again by signature, where it refused the session', async () => {
    const { share } = assertionsFor('unite', signers.trusted);
    owner.state.behaviour = (response, { headers }) =>
      headers[GRANT_HEADER]
        ? response.writeHead(401).end()
        : response.writeHead(200, { [SHARE_HEADER]: share }).end('by signature');
    const path = '/organisations/unite/files/a';
    for (const _ of ['begins a session', 'is refused in it'])
      expect(await (await ask(path)).text()).toBe('by signature');
    const inSession = owner.state.received.map(({ headers }) => GRANT_HEADER in headers);
    expect(inSession).toEqual([false, true, false]);
  });

  test('nothing that its contract does not have, or that nobody may', async () => {
    const anonymous = await ask('/organisations/labour/files', { method: 'POST', body: 'x' });
    expect(await refusalOf(anonymous)).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
    expect(anonymous.headers.get('www-authenticate')).toMatch(/^Bearer /);
    const wrong = await ask(FILE, { headers: { authorization: 'Bearer x' } });
    expect(wrong.status).toBe(401);
    const long = await ask('/organisations/labour/files', {
      method: 'POST',
      body: 'x'.repeat(1_001),
    });
    expect(long.status).toBe(413);
    const put = await ask(FILE, { method: 'PUT', body: 'x' });
    expect(await refusalOf(put)).toMatchObject({ status: 405, code: 'BAD_REQUEST' });
    expect(put.headers.get('allow')).toBe('GET, HEAD, DELETE');
    expect(owner.state.received).toEqual([]);
  });

  test('no body where its route has none', async () => {
    const long = await ask(FILE, { method: 'DELETE', body: 'x' });
    expect(await refusalOf(long)).toMatchObject({ status: 413, code: 'BAD_REQUEST' });
    expect(owner.state.received).toEqual([]);
    expect((await ask(FILE, { method: 'DELETE' })).status).toBe(200);
  });
});

describe('a client is sent', () => {
  test('a part of a file, with its headers, and none that acts on the origin of the gateway', async () => {
    const headers = {
      'content-type': 'text/html',
      'content-range': 'bytes 2-3/5',
      'accept-ranges': 'bytes',
      etag: '"b"',
      'last-modified': 'Tue, 01 Dec 2026 00:00:00 GMT',
      'cache-control': 'public, max-age=9',
      'content-disposition': 'attachment; filename="a.html"',
      vary: 'accept-language',
    };
    owner.state.behaviour = (response) =>
      response.writeHead(206, { ...headers, 'set-cookie': 'a=b', refresh: '0; url=/' }).end('ll');
    const response = await ask(FILE, { headers: { range: 'bytes=2-3' } });
    expect([response.status, await response.text()]).toEqual([206, 'll']);
    const received = Object.fromEntries(response.headers);
    expect(received).toMatchObject({
      ...headers,
      vary: 'origin, accept-language, authorization',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining('sandbox'),
    });
    expect(received).not.toHaveProperty('set-cookie');
    expect(received).not.toHaveProperty('refresh');
  });

  test('an error of the owner in its words, and in no code of the gateway', async () => {
    const answered = (status: number, errors: unknown, headers = {}): Behaviour => {
      const head = { 'content-type': 'application/json', 'retry-after': '9', ...headers };
      return (response) => response.writeHead(status, head).end(JSON.stringify({ errors }));
    };
    const coded = (code: string) => [
      { message: 'No, says http://db:1.', extensions: { code, argument: 'x', help: 'y' } },
    ];
    const refusals: [Behaviour, object][] = [
      [
        answered(400, coded('BAD_USER_INPUT')),
        { status: 400, code: 'BAD_USER_INPUT', argument: 'x' },
      ],
      [answered(403, coded('FORBIDDEN')), { status: 403, code: 'FORBIDDEN', argument: 'x' }],
      [
        answered(403, coded('UNAUTHENTICATED')),
        { status: 403, code: 'UNAUTHENTICATED', argument: 'x' },
      ],
      [answered(400, coded('OVERLOADED')), { status: 400, code: 'BAD_REQUEST' }],
      [answered(403, coded('RATE_LIMITED')), { status: 403, code: 'FORBIDDEN' }],
      [answered(413, 'none'), { status: 413, code: 'BAD_REQUEST' }],
      [answered(429, coded('RATE_LIMITED')), { status: 502, code: 'ORGANISATION_ERROR' }],
      [answered(405, coded('BAD_USER_INPUT')), { status: 502, code: 'ORGANISATION_ERROR' }],
    ];
    for (const [behaviour, expected] of refusals) {
      owner.state.behaviour = behaviour;
      const response = await ask(FILE);
      const text = await response.clone().text();
      expect(await refusalOf(response)).toEqual({
        organisation: 'labour',
        retryAfter: null,
        ...expected,
      });
      expect(text).not.toContain('db:1');
    }
    const token = await issuers.of('unite').token({ subject: 'someone' });
    owner.state.behaviour = answered(403, coded('UNAUTHENTICATED'));
    expect(
      await refusalOf(await ask(FILE, { headers: { authorization: `Bearer ${token}` } })),
    ).toMatchObject({ status: 403, code: 'FORBIDDEN' });
  });

  test('which range an owner has, and nothing else of an answer that is no JSON', async () => {
    const head = { 'content-type': 'text/html', 'content-range': 'bytes */5', 'retry-after': '9' };
    owner.state.behaviour = (response) =>
      response.writeHead(416, head).end('<b>no</b>'.repeat(20_000));
    const response = await ask(FILE, { headers: { range: 'bytes=9-' } });
    expect(response.headers.get('content-range')).toBe('bytes */5');
    expect(await refusalOf(response)).toEqual({
      status: 416,
      code: 'BAD_REQUEST',
      organisation: 'labour',
      retryAfter: null,
    });
  });

  test('that it has the newest, and the head of a file', async () => {
    owner.state.behaviour = (response) => response.writeHead(304, { etag: '"b"' }).end();
    const unchanged = await ask(FILE);
    expect([unchanged.status, unchanged.headers.get('etag')]).toEqual([304, '"b"']);
    expect(unchanged.headers.get('cache-control')).toBe('no-store');
    owner.state.behaviour = (response) => response.writeHead(200, { 'content-length': 9 }).end();
    const head = await ask(FILE, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length')]).toEqual([200, '9']);
    expect(owner.state.received.at(-1)?.method).toBe('HEAD');
  });

  test('the same words of all that is not there', async () => {
    owner.state.behaviour = (response) => response.writeHead(404).end('my own words');
    const paths = [
      FILE,
      '/organisations/nobody/files/a',
      '/organisations/coalition/files/a',
      '/organisations/unite/papers',
      '/organisations/labour/files/..%2f..',
      '/organisations/labour/nothing',
      '/nothing',
    ];
    const answers = await Promise.all(
      paths.map(async (path) => {
        const { status, text } = await ask(path).then(async (one) => ({
          status: one.status,
          text: await one.text(),
        }));
        return `${status} ${text}`;
      }),
    );
    expect(new Set(answers)).toEqual(new Set([expect.stringMatching(/^404 .*NOT_FOUND/)]));
    expect(answers).toHaveLength(paths.length);
  });

  test('what the coalition answers', async () => {
    expect(await (await ask('/coalition/files')).text()).toBe('hello');
    expect(owner.state.received[0]?.path).toBe('/coalition/files');
  });

  test('why a suspended organisation is not asked', async () => {
    expect(await refusalOf(await ask('/organisations/peoples-assembly/files/a'))).toEqual({
      status: 503,
      code: 'ORGANISATION_SUSPENDED',
      organisation: 'peoples-assembly',
      retryAfter: '3600',
    });
  });

  test.each<[string, Behaviour, object]>([
    [
      'fails',
      (response) => response.writeHead(500).end('stack'),
      { status: 502, code: 'ORGANISATION_ERROR' },
    ],
    ['redirects', (response) => response.writeHead(302, { location: '/x' }).end(), { status: 503 }],
    ['refuses the gateway', (response) => response.writeHead(401).end(), { status: 503 }],
    ['hangs up', (response) => response.destroy(), { status: 503 }],
    ['never answers', () => undefined, { status: 503 }],
    [
      'answers in a coding that nobody asked for',
      (response) => response.writeHead(200, { 'content-encoding': 'br' }).end('x'),
      { status: 502, code: 'ORGANISATION_ERROR' },
    ],
    [
      'says that it answers too much',
      (response) => response.writeHead(200, { 'content-length': 2 * MEGABYTE }).end(),
      { status: 503 },
    ],
  ])('that an organisation which %s is unavailable', async (_what, behaviour, expected) => {
    owner.state.behaviour = behaviour;
    expect(await refusalOf(await ask(FILE))).toMatchObject({ organisation: 'labour', ...expected });
    owner.state.behaviour = hello;
    expect((await ask(FILE)).status).toBe(200);
  });

  test('at once that an organisation is unavailable, once it failed again and again', async () => {
    const path = '/organisations/progress/files/a';
    for (const _ of [1, 2, 3, 4])
      expect(await refusalOf(await ask(path))).toEqual({
        status: 503,
        code: 'ORGANISATION_UNAVAILABLE',
        organisation: 'progress',
        retryAfter: '5',
      });
    // A breaker of its own: others are asked.
    expect((await ask(FILE)).status).toBe(200);
  });
});

describe('while an answer comes', () => {
  const piece = Buffer.alloc(64 * KILOBYTE, 'x');

  /** Writes as fast as it is taken. */
  const pour =
    (bytes: number, poured: { bytes: number; isClosed: boolean }): Behaviour =>
    (response) => {
      response.on('close', () => void (poured.isClosed = true)).writeHead(200);
      const more = (): void => {
        while (poured.bytes < bytes) {
          poured.bytes += piece.length;
          if (!response.write(piece)) return void response.once('drain', more);
        }
        response.end();
      };
      more();
    };

  const opened = async (path: string): Promise<IncomingMessage> => {
    const [response] = (await once(get(gateway.url + path), 'response')) as [IncomingMessage];
    return response;
  };

  test('a client that reads slowly slows its owner down, and has all of it in the end', async () => {
    const poured = { bytes: 0, isClosed: false };
    const size = 48 * MEGABYTE;
    owner.state.behaviour = pour(size, poured);
    const response = await opened('/organisations/labour/large');
    let before = -1;
    // The pouring stops once every buffer on the way is full. It waits for longer than an owner may be silent.
    await until(
      'the owner to be held up',
      10_000,
      () => {
        const isStill = before === poured.bytes;
        before = poured.bytes;
        return isStill;
      },
      { everyMs: 400 },
    );
    expect(poured.bytes).toBeLessThan(size / 2);
    let received = 0;
    for await (const chunk of response) received += (chunk as Buffer).length;
    expect(received).toBe(size);
  });

  test('a client that leaves ends it at its owner', async () => {
    const poured = { bytes: 0, isClosed: false };
    owner.state.behaviour = pour(48 * MEGABYTE, poured);
    const response = await opened('/organisations/labour/large');
    response.destroy();
    await until('the owner to be left', 5_000, () => poured.isClosed);
    expect(poured.bytes).toBeLessThan(48 * MEGABYTE);
  });

  test.each<[string, Behaviour]>([
    ['is longer than its route allows', pour(4 * MEGABYTE, { bytes: 0, isClosed: false })],
    [
      'breaks off',
      (response) => void response.writeHead(200).write(piece, () => response.destroy()),
    ],
    ['stops', (response) => void response.writeHead(200).write(piece)],
  ])('an answer that %s is cut', async (_what, behaviour) => {
    owner.state.behaviour = behaviour;
    const response = await ask(FILE);
    expect(response.status).toBe(200);
    await expect(response.arrayBuffer()).rejects.toThrow();
    owner.state.behaviour = hello;
    expect(await (await ask(FILE)).text()).toBe('hello');
  });
});
