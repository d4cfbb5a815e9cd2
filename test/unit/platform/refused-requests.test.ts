/** What every server of the house answers to a request that it cannot take: in the shape of GraphQL's errors. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { createHttp, listen } from '../../../platform/http/server.ts';

let app: FastifyInstance;
let port: number;
beforeAll(async () => {
  app = createHttp(async () => ({ ready: true }));
  app.route({ method: ['GET', 'POST'], url: '/graphql', handler: async ({ body }) => ({ body }) });
  ({ port } = await listen(app, { host: '127.0.0.1', port: 0 }));
});
afterAll(() => app.close());

/** Sends these lines over a connection of their own. @returns the status, the headers as sent, and the error */
async function send(lines: readonly string[]) {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.write([...lines, 'connection: close', '', ''].join('\r\n'));
  const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n');
  const status = Number(head.split(' ')[1]);
  return { status, head: head.toLowerCase(), ...errorOf(body) };
}

const errorOf = (body: string) => {
  const { errors } = JSON.parse(body || '{}') as {
    errors?: { message: string; extensions: { code: string } }[];
  };
  return { message: errors?.[0]?.message, code: errors?.[0]?.extensions.code };
};

const post = async (headers: Record<string, string>, body: string | Buffer<ArrayBuffer>) => {
  const url = `http://127.0.0.1:${port}/graphql`;
  const response = await fetch(url, { method: 'POST', headers, body });
  return { response, status: response.status, ...errorOf(await response.text()) };
};

test.each([
  ['PUT', '/graphql?query=a', 'GET, POST, HEAD'],
  ['DELETE', '/live', 'GET, HEAD'],
])('%s of %s is refused with the methods that are allowed', async (method, path, allowed) => {
  const { status, head, message, code } = await send([`${method} ${path} HTTP/1.1`, 'host: a']);
  expect({ status, code }).toEqual({ status: 405, code: 'BAD_REQUEST' });
  expect(message).toBe(`The method ${method} is not allowed here: expected one of ${allowed}.`);
  expect(head).toContain(`\r\nallow: ${allowed.toLowerCase()}\r\n`);
});

test.each(['/else', '/graphql/', '/:x(', '/graphql%00', '/__proto__'])(
  'there is nothing at %s for any method',
  async (path) => {
    for (const method of ['GET', 'PUT'])
      expect(await send([`${method} ${path} HTTP/1.1`, 'host: a'])).toMatchObject({
        status: 404,
        code: 'NOT_FOUND',
      });
  },
);

describe('a request is refused', () => {
  test.each([
    [
      'two hosts',
      ['GET /live HTTP/1.1', 'host: a', 'Host: b'],
      400,
      'Host: expected one, but got 2.',
    ],
    [
      'the same host twice',
      ['GET /live HTTP/1.1', 'host: a', 'host: a'],
      400,
      'Host: expected one, but got 2.',
    ],
    [
      'a host that is none',
      ['GET /live HTTP/1.1', 'host: a b/c'],
      400,
      'Host: expected a name or an address.',
    ],
    ['no HTTP', ['HELLO'], 400, 'This is not a valid HTTP request.'],
    [
      'long headers',
      ['GET /live HTTP/1.1', `host: ${'a'.repeat(20_000)}`],
      431,
      'The address and the headers are too long.',
    ],
  ])('with %s', async (_title, lines, status, message) => {
    expect(await send(lines)).toMatchObject({ status, message, code: 'BAD_REQUEST' });
  });

  test('whose body is compressed, with the coding that is taken', async () => {
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
    const { response, ...refused } = await post(headers, Buffer.from(gzipSync('{}')));
    expect(refused).toEqual({
      status: 415,
      message: 'Content-Encoding: expected a body that is not compressed.',
      code: 'BAD_REQUEST',
    });
    expect(response.headers.get('accept-encoding')).toBe('identity');
  });

  test.each([
    ['text/plain', 'Content-Type: expected "application/json".'],
    ['application/x-www-form-urlencoded', 'Content-Type: expected "application/json".'],
    ['application/json; charset=iso-8859-1', 'Content-Type: expected the charset "utf-8".'],
  ])('whose body is %s', async (type, message) => {
    const { response: _response, ...refused } = await post({ 'content-type': type }, '{}');
    expect(refused).toEqual({ status: 415, message, code: 'BAD_REQUEST' });
  });
});

test.each(['application/json', 'Application/JSON; charset="UTF-8"'])(
  'a body that is %s is read',
  async (type) => {
    const { response: _response, ...answer } = await post({ 'content-type': type }, '{}');
    expect(answer.status).toBe(200);
  },
);

test.each(['a.example:80', '[::1]:4000', '127.0.0.1', ''])(
  'the host "%s" is taken',
  async (host) => {
    expect(await send(['GET /live HTTP/1.1', `host: ${host}`])).toMatchObject({ status: 200 });
  },
);
