/** Starting and stopping the embedded engine. */
import { afterEach, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { connect } from 'node:net';
import mongoose from 'mongoose';
import { startEmbeddedMongo, type EmbeddedMongo } from '../../src/index.ts';

const running: EmbeddedMongo[] = [];
const environment = process.env['NODE_ENV'];

async function start(options = {}): Promise<EmbeddedMongo> {
  const mongo = await startEmbeddedMongo(options);
  running.push(mongo);
  return mongo;
}

afterEach(async () => {
  process.env['NODE_ENV'] = environment;
  await Promise.all(running.splice(0).map((mongo) => mongo.close()));
});

test('production is refused in one sentence', async () => {
  process.env['NODE_ENV'] = 'production';
  await expect(start()).rejects.toThrow(/refuses to start with NODE_ENV=production.*\.$/);
});

test('a port in use is refused in one sentence', async () => {
  const { port } = await start();
  await expect(start({ port })).rejects.toThrow(
    `The embedded engine could not listen on 127.0.0.1:${port}: another process has that port.`,
  );
});

test('a port that is none is refused in one sentence', async () => {
  await expect(start({ port: 70_000 })).rejects.toThrow(/could not listen on 127\.0\.0\.1:70000: /);
});

test('two engines have nothing in common', async () => {
  const [one, two] = [await start(), await start()];
  const [a, b] = await Promise.all(
    [one, two].map((mongo) => mongoose.createConnection(mongo.uriFor('x')).asPromise()),
  );
  await a?.collection('rows').insertOne({});
  expect(await b?.collection('rows').countDocuments()).toBe(0);
  await Promise.all([a?.close(), b?.close()]);
});

test.each([{}, { replicaSet: 'rs0' }])(
  'the connection string serves a driver, started with %j',
  async (options) => {
    const mongo = await start(options);
    expect(mongo.uri).toMatch(/^mongodb:\/\/127\.0\.0\.1:\d+\/(\?replicaSet=rs0)?$/);
    expect(mongo.uriFor('unite')).toBe(mongo.uri.replace(/(?<=\d)\//, '/unite'));
    const connection = await mongoose.createConnection(mongo.uriFor('unite')).asPromise();
    expect(connection.name).toBe('unite');
    const hello = await connection.db?.command({ hello: 1 });
    expect(hello).toMatchObject({
      isWritablePrimary: true,
      ...('replicaSet' in options && { setName: 'rs0' }),
    });
    await connection.close();
  },
);

test('closing ends connections, frees the port, and may be asked twice', async () => {
  const mongo = await start();
  const socket = connect(mongo.port, '127.0.0.1');
  await once(socket, 'connect');
  const ended = once(socket.resume(), 'close');
  await Promise.all([mongo.close(), mongo.close()]);
  await ended;
  const again = await start({ port: mongo.port });
  expect(again.port).toBe(mongo.port);
});

test('only the loopback address is listened on', async () => {
  const mongo = await start();
  const socket = connect(mongo.port, '127.0.0.2');
  await expect(once(socket, 'connect')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});
