/** A numbered log in MongoDB. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Connection } from 'mongoose';
import { connect } from '../../../subgraphs/framework/mongo.ts';
import {
  appendAll,
  type NumberedCollection,
  numberedLogIn,
} from '../../../subgraphs/framework/numbered-log.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';

interface Line {
  text: string;
}

let databases: TestDatabase;
let db: Connection;
let log: NumberedCollection<Line>;
/** The comments of the commands so far. */
const comments: unknown[] = [];

beforeAll(async () => {
  databases = await testDatabase();
  db = await connect(databases.address('numbered-log'), 'numbered-log', { monitorCommands: true });
  db.getClient().on('commandStarted', ({ command }) => {
    if ('find' in command || 'insert' in command) comments.push(command['comment']);
  });
});
afterAll(async () => {
  await db.close();
  await databases.close();
});
beforeEach(async () => {
  await db.collection('lines').deleteMany({});
  comments.length = 0;
  log = numberedLogIn<Line>(db.collection('lines'), { comment: 'lines' });
});

const fail = (sentence: string): never => {
  throw new Error(sentence);
};

const linesFrom = (name: string, count: number): Line[] =>
  Array.from({ length: count }, (_, at) => ({ text: `${name}${at}` }));

test('entries are numbered from 1, and read in their order from any number on', async () => {
  expect(await log.head()).toBe(0);
  await appendAll(log, linesFrom('a', 5));
  expect(await log.head()).toBe(5);
  expect(await log.after(3)).toEqual([
    { _id: 4, text: 'a3' },
    { _id: 5, text: 'a4' },
  ]);
  expect((await log.after(1, 2)).map(({ _id }) => _id)).toEqual([2, 3]);
  expect(await log.after(5)).toEqual([]);
});

test('entries are written up to the first number that is taken', async () => {
  await log.put(3, [{ text: 'taken' }]);
  expect(await log.put(1, linesFrom('a', 4))).toBe(2);
  expect((await log.after(0)).map(({ text }) => text)).toEqual(['a0', 'a1', 'taken']);
  expect(await log.put(2, linesFrom('b', 1))).toBe(0);
});

test('processes that append at the same time get distinct, consecutive numbers, and lose nothing', async () => {
  const processes = ['a', 'b', 'c'];
  await Promise.all(
    processes.map(async (name) => {
      for (const line of linesFrom(name, 12)) await appendAll(log, [line, { ...line }]);
    }),
  );
  const lines = await log.after(0);
  expect(lines.map(({ _id }) => _id)).toEqual(Array.from({ length: 72 }, (_, at) => at + 1));
  for (const name of processes)
    expect(lines.map(({ text }) => text).filter((text) => text.startsWith(name))).toEqual(
      linesFrom(name, 12).flatMap(({ text }) => [text, text]),
    );
});

test('a failure of another kind is thrown', async () => {
  const text = { toBSON: () => fail('It cannot be stored.') };
  await expect(log.put(1, [{ text } as never])).rejects.toThrow('It cannot be stored.');
});

test('each command carries the comment', async () => {
  await appendAll(log, linesFrom('a', 2));
  await log.after(0, 1);
  expect(comments).toEqual(['lines', 'lines', 'lines']);
});
