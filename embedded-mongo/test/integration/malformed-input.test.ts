/** A malformed message ends its own connection, and nothing else. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { BSONRegExp, deserialize, Long, serialize, type Document } from 'bson';
import fc from 'fast-check';
import mongoose, { type Connection } from 'mongoose';
import { startEmbeddedMongo, type EmbeddedMongo } from '../../src/index.ts';

let mongo: EmbeddedMongo;
let bystander: Connection;

beforeAll(async () => {
  mongo = await startEmbeddedMongo();
  bystander = await mongoose.createConnection(mongo.uriFor('bystander')).asPromise();
  await bystander.collection('rows').insertOne({ _id: 'kept' as never });
});

afterEach(async () => {
  expect(await bystander.collection('rows').countDocuments()).toBe(1);
});

afterAll(async () => {
  await bystander.close();
  await mongo.close();
});

const int32 = (n: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(n);
  return bytes;
};

/** A message with a correct header, except where another length is given. */
function message(opcode: number, body: Buffer, length = 16 + body.length): Buffer {
  return Buffer.concat([int32(length), int32(1), int32(0), int32(opcode), body]);
}

const OP_MSG = 2013;
const OP_QUERY = 2004;
const section = (kind: number, bytes: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from([kind]), bytes]);
const msg = (flags: number, ...sections: Buffer[]): Buffer =>
  message(OP_MSG, Buffer.concat([int32(flags), ...sections]));
const ping = serialize({ ping: 1, $db: 'admin' });

async function open(): Promise<Socket> {
  const socket = connect(mongo.port, '127.0.0.1');
  await once(socket, 'connect');
  return socket;
}

/** The reply to one message. */
async function ask(bytes: Buffer): Promise<Document> {
  const socket = await open();
  socket.write(bytes);
  const [reply] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  return deserialize(reply.subarray(reply.readInt32LE(12) === OP_MSG ? 21 : 36));
}

async function closes(bytes: Buffer): Promise<void> {
  const socket = await open();
  let answered = 0;
  socket.on('data', (chunk) => (answered += chunk.length));
  socket.on('error', () => undefined);
  socket.write(bytes);
  await once(socket, 'close');
  expect(answered).toBe(0);
}

test('a well-formed message is answered', async () => {
  expect(await ask(msg(0, section(0, ping)))).toMatchObject({ ok: 1 });
});

describe('a connection is closed without an answer after', () => {
  const list = (name: string, ...docs: Uint8Array[]) => {
    const body = Buffer.concat([Buffer.from(`${name}\0`), ...docs]);
    return section(1, Buffer.concat([int32(4 + body.length), body]));
  };
  const cut = (doc: Uint8Array) => doc.subarray(0, doc.length - 2);
  const wrongLength = Buffer.concat([int32(9), Buffer.from(ping.subarray(4))]);
  test.each<[string, Buffer]>([
    ['text of another protocol', Buffer.from('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')],
    ['a huge length', message(OP_MSG, Buffer.alloc(5), 0x7fffffff)],
    ['a negative length', message(OP_MSG, Buffer.alloc(5), -1)],
    ['a length shorter than the header', message(OP_MSG, Buffer.alloc(5), 15)],
    ['an opcode that is not known', message(9999, Buffer.from(ping))],
    ['a message with only a header', message(OP_MSG, Buffer.alloc(0))],
    ['a message without sections', msg(0)],
    ['a required flag that is not known', msg(4, section(0, ping))],
    ['a section of a kind that is not known', msg(0, section(7, ping))],
    ['a body that is cut short', msg(0, section(0, cut(ping)))],
    ['a body with a wrong length', msg(0, section(0, wrongLength))],
    ['a body of negative length', msg(0, section(0, int32(-5)))],
    ['two bodies', msg(0, section(0, ping), section(0, ping))],
    ['a body that names no database', msg(0, section(0, serialize({ ping: 1 })))],
    [
      'a list of documents without a name',
      msg(0, section(1, Buffer.concat([int32(8), Buffer.from('abcd')]))),
    ],
    ['a list that ends in a document', msg(0, section(0, ping), list('documents', cut(ping)))],
    ['a list without a body', msg(0, list('documents', ping))],
    [
      'a type that BSON does not have',
      msg(0, section(0, Buffer.from([8, 0, 0, 0, 0x77, 0x61, 0, 0]))),
    ],
    [
      'an OP_QUERY whose collection does not end',
      message(OP_QUERY, Buffer.from([0, 0, 0, 0, 1, 1, 1])),
    ],
    [
      'an OP_QUERY without a document',
      message(OP_QUERY, Buffer.from('\0\0\0\0admin.$cmd\0\0\0\0\0\0\0\0\0')),
    ],
  ])('%s', async (_what, bytes) => closes(bytes));
});

test('any bytes whatever leave the engine serving', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ minLength: 1, maxLength: 200 }),
      fc.boolean(),
      async (bytes, framed) => {
        const socket = await open();
        socket.on('error', () => undefined);
        socket.end(framed ? message(OP_MSG, Buffer.from(bytes)) : Buffer.from(bytes));
        await once(socket.resume(), 'close');
      },
    ),
    { numRuns: 200 },
  );
  expect(await ask(msg(0, section(0, ping)))).toMatchObject({ ok: 1 });
});

test('a message that is never finished holds nothing up', async () => {
  const socket = await open();
  socket.write(msg(0, section(0, ping)).subarray(0, 20));
  expect(await ask(msg(0, section(0, ping)))).toMatchObject({ ok: 1 });
  socket.destroy();
});

test('messages are found however the bytes are cut', async () => {
  const socket = await open();
  const bytes = Buffer.concat([msg(0, section(0, ping)), msg(0, section(0, ping))]);
  let answered = 0;
  const twice = new Promise<void>((resolve) => {
    socket.on(
      'data',
      (chunk) => (answered += chunk.length) >= 2 * (21 + serialize({ ok: 1 }).length) && resolve(),
    );
  });
  for (const byte of bytes) socket.write(Buffer.from([byte]));
  await twice;
  socket.destroy();
});

describe('well-formed commands that make no sense are answered with an error', () => {
  test.each<[string, Document, number]>([
    ['no command', { $db: 'a' }, 59],
    ['a command named __proto__', JSON.parse('{"__proto__": 1, "$db": "a"}') as Document, 59],
    ['a command named constructor', { constructor: 1, $db: 'a' }, 59],
    ['a collection that is a number', { find: 1, $db: 'a' }, 73],
    ['a collection with a dollar', { insert: 'a$b', documents: [{}], $db: 'a' }, 73],
    ['a filter that is a string', { find: 'a', filter: 'x', $db: 'a' }, 14],
    ['documents that are numbers', { insert: 'a', documents: [1], $db: 'a' }, 14],
    ['no documents', { insert: 'a', documents: [], $db: 'a' }, 72],
    ['a negative limit', { find: 'a', limit: -1, $db: 'a' }, 51024],
    ['a pipeline that is a document', { aggregate: 'a', pipeline: {}, cursor: {}, $db: 'a' }, 14],
    [
      'a stage with two names',
      { aggregate: 'a', pipeline: [{ $match: {}, $limit: 1 }], cursor: {}, $db: 'a' },
      9,
    ],
    [
      'a pattern that does not compile',
      { find: 'a', filter: { a: new BSONRegExp('(', '') }, $db: 'a' },
      2,
    ],
    ['an index without a key', { createIndexes: 'a', indexes: [{ name: 'x' }], $db: 'a' }, 9],
    [
      'a cursor that was never open',
      { getMore: Long.fromNumber(7), collection: 'a', $db: 'a' },
      43,
    ],
  ])('%s', async (_what, command, code) => {
    expect(await ask(msg(0, section(0, serialize(command))))).toMatchObject({ ok: 0, code });
  });
});

test('a field called _bsontype cannot be stored, since no driver could read it back', async () => {
  // The name is changed after encoding, because the encoder refuses it too.
  const doc = Buffer.from(
    serialize({ insert: 'poison', documents: [{ a: { Xbsontype: 'ObjectId' } }], $db: 'a' }),
  );
  doc.write('_', doc.indexOf('Xbsontype'));
  expect(await ask(msg(0, section(0, doc)))).toMatchObject({ n: 0, writeErrors: [{ code: 2 }] });
});

test('OP_QUERY is for greetings only', async () => {
  const query = (command: Document) =>
    message(
      OP_QUERY,
      Buffer.concat([
        int32(0),
        Buffer.from('admin.$cmd\0'),
        int32(0),
        int32(-1),
        serialize(command),
      ]),
    );
  expect(await ask(query({ ismaster: 1 }))).toMatchObject({ ok: 1, ismaster: true });
  expect(await ask(query({ ping: 1 }))).toMatchObject({ ok: 0, code: 352 });
});
