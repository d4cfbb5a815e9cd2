import { connect } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { createHttp } from '../../../platform/http/server.ts';
import { until } from '../../support/until.ts';

test('a client that takes nothing of its answer is cut off, so that the server can close', async () => {
  const app = createHttp(async () => ({ ready: true }), { silentForMs: 300 });
  let hasEnded = false;
  app.get('/long', async (_request, reply) => {
    reply.raw.once('close', () => (hasEnded = true));
    return 'x'.repeat(50_000_000);
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const socket = connect(port, '127.0.0.1');
  socket.pause();
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.write('GET /long HTTP/1.1\r\nhost: a\r\n\r\n');
  await until('the answer to end', 5_000, () => hasEnded);
  await app.close();
  expect(hasEnded).toBe(true);
  socket.destroy();
});
