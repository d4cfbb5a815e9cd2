/** The program `embedded-mongo`: plain Node, on what the build made. */
import { beforeAll, expect, test } from '@jest/globals';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import mongoose from 'mongoose';

const run = promisify(execFile);
const fileAt = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const PROGRAM = fileAt('../../bin/embedded-mongo.js');
/** Replaces the build as a whole: other tests may be running it. */
const BUILD = fileAt('../../../bin/build.js');

beforeAll(async () => {
  await run(process.execPath, [BUILD]);
});

test('prints the address of an engine, which a driver reaches until the program is stopped', async () => {
  const program = spawn(process.execPath, [PROGRAM, '--replica-set', 'rs0']);
  const ended = once(program, 'exit');
  try {
    const [uri] = (await once(createInterface(program.stdout), 'line')) as [string];
    expect(uri).toMatch(/^mongodb:\/\/127\.0\.0\.1:\d+\/\?replicaSet=rs0$/);
    const connection = await mongoose.createConnection(uri).asPromise();
    expect(await connection.db?.command({ ping: 1 })).toMatchObject({ ok: 1 });
    await connection.close();
  } finally {
    program.kill();
  }
  expect(await ended).toEqual([null, 'SIGTERM']);
});

test.each([
  [['--port', 'x'], '--port: expected a number from 0 to 65535, but got "x".'],
  [['--port', '65536'], '--port: expected a number from 0 to 65535, but got "65536".'],
  [['--data', '/var/lib'], "Unknown option '--data'"],
])('ends with one sentence and its usage on %j', async (args, sentence) => {
  await expect(run(process.execPath, [PROGRAM, ...args])).rejects.toMatchObject({
    code: 1,
    stdout: '',
    stderr: `${sentence}\nUsage: embedded-mongo [--port N] [--replica-set NAME]\n`,
  });
});
