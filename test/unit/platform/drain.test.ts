import { Agent, get, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { createHttp, listen } from '../../../platform/http/server.ts';
import { until } from '../../support/until.ts';

const held: (() => void)[] = [];
let app: FastifyInstance;
let server: Awaited<ReturnType<typeof listen>>;
let agent: Agent;
beforeEach(async () => {
  app = createHttp(async () => ({ ready: true }));
  // Answered when the test says so.
  app.get('/slow', () => new Promise((resolve) => held.push(() => resolve({ slow: true }))));
  server = await listen(app, { host: '127.0.0.1', port: 0 });
  agent = new Agent({ keepAlive: true, maxSockets: 1 });
});
afterEach(async () => {
  agent.destroy();
  await app.close();
});

/** An answer over the agent's only connection, or over one of its own. */
async function ask(path: string, over: Agent | false = false) {
  const [response] = (await once(get({ port: server.port, path, agent: over }), 'response')) as [
    IncomingMessage,
  ];
  const { connection } = response.headers;
  return { status: response.statusCode, connection, said: JSON.parse(await text(response)) };
}

test('it says that it drains, and answers everything else over connections that close', async () => {
  expect(await ask('/ready', agent)).toEqual({
    status: 200,
    connection: 'keep-alive',
    said: { ready: true },
  });
  await server.drain();
  expect(await ask('/ready', agent)).toEqual({
    status: 503,
    connection: 'close',
    said: { ready: false, draining: true },
  });
  // Over a new connection: the last answer closed the first.
  expect(await ask('/live', agent)).toEqual({
    status: 200,
    connection: 'close',
    said: { live: true },
  });
});

test('it answers what is under way while it closes, and what still comes over the same connection', async () => {
  const socket = connect(server.port, '127.0.0.1');
  const answers = text(socket);
  socket.write('GET /slow HTTP/1.1\r\nhost: here\r\n\r\n');
  await until('the request', 5_000, () => held.length === 1);
  await server.drain();
  const closed = app.close();
  socket.write('GET /live HTTP/1.1\r\nhost: here\r\n\r\n');
  await until('no new connection', 5_000, () => ask('/live').then(() => false, isRefused));
  held.pop()?.();
  await closed;
  expect(await answers).toMatch(
    /^HTTP\/1.1 200 [^]*\{"slow":true\}HTTP\/1.1 200 [^]*connection: close[^]*\{"live":true\}$/i,
  );
});

const isRefused = ({ code }: NodeJS.ErrnoException) => code === 'ECONNREFUSED';
