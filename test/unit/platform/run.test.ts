import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import { compiled } from '../../support/compiled.ts';
import { HOUSE } from '../../support/program.ts';

const modules = compiled('platform/run.ts', 'platform/start-failure.ts');
afterAll(() => modules.remove());

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

/**
 * A process that calls `run(start, closeWithinMs)`, forked as `npm start` forks its programs. It writes
 * `started` and `closed` to its output.
 * @param start the body of an asynchronous function that returns a `Running`
 */
function aProcess(start: string, { closeWithinMs = 5_000 } = {}) {
  const code = `
    import { run } from ${JSON.stringify(modules.url('platform/run.ts'))};
    import { StartFailure } from ${JSON.stringify(modules.url('platform/start-failure.ts'))};
    const say = (word) => process.stdout.write(word + '\\n');
    const never = new Promise(() => setInterval(() => undefined, 1000));
    await run(async ({ signal, closeBy }) => { say('started'); ${start} }, ${closeWithinMs});
  `;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', code], {
    cwd: HOUSE,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  children.push(child);
  const said = { out: '', err: '' };
  const started = new Promise<void>((resolve) => {
    child.stdout!.on('data', (chunk: Buffer) => {
      said.out += chunk.toString();
      if (said.out.includes('started')) resolve();
    });
  });
  child.stderr!.on('data', (chunk: Buffer) => (said.err += chunk.toString()));
  return {
    child,
    started,
    serving: new Promise((resolve) => child.once('message', resolve)),
    // Its event `close` never fires once this side has disconnected.
    ended: Promise.all([
      once(child, 'exit'),
      once(child.stdout!, 'end'),
      once(child.stderr!, 'end'),
    ]).then(([[exitCode]]) => ({ exitCode: exitCode as unknown, ...said })),
  };
}

const SERVES = "return { port: 1, close: async () => say('closed') };";
const CLEAN = { exitCode: 0, out: 'started\nclosed\n', err: '' };

describe('a process that serves', () => {
  test('notifies its parent', async () => {
    const { serving } = aProcess(SERVES);
    expect(await serving).toBe('serving');
  });

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('closes and ends on %s', async (signal) => {
    const { child, serving, ended } = aProcess(SERVES);
    await serving;
    child.kill(signal);
    expect(await ended).toEqual(CLEAN);
  });

  test('closes and ends when its parent is gone', async () => {
    const { child, serving, ended } = aProcess(SERVES);
    await serving;
    child.disconnect();
    expect(await ended).toEqual(CLEAN);
  });

  test('closes once, however often it is asked', async () => {
    const { child, serving, ended } = aProcess(SERVES);
    await serving;
    child.kill('SIGTERM');
    child.kill('SIGINT');
    child.disconnect();
    expect(await ended).toEqual(CLEAN);
  });

  test('ends with 1 when closing fails', async () => {
    const close = "close: () => Promise.reject(new Error('It is stuck.'))";
    const { child, serving, ended } = aProcess(`return { port: 1, ${close} };`);
    await serving;
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ exitCode: 1 });
  });

  test('ends with 1 when closing takes too long', async () => {
    const { child, serving, ended } = aProcess('return { port: 1, close: () => never };', {
      closeWithinMs: 50,
    });
    await serving;
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ exitCode: 1 });
  });
});

describe('a process that still starts', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)('ends at once on %s', async (signal) => {
    const { child, started, ended } = aProcess('return never;');
    await started;
    child.kill(signal);
    expect(await ended).toEqual({ exitCode: 0, out: 'started\n', err: '' });
  });

  test('ends when its parent is gone', async () => {
    const { child, started, ended } = aProcess('return never;');
    await started;
    child.disconnect();
    expect(await ended).toEqual({ exitCode: 0, out: 'started\n', err: '' });
  });

  test('closes what its start said, and says nothing of what fails by that', async () => {
    const close = "closeBy(async () => { say('closed'); });";
    const fail = "await new Promise((resolve) => signal.addEventListener('abort', resolve));";
    const { child, started, ended } = aProcess(
      `setInterval(() => undefined, 1000); ${close} say('set'); ${fail} throw new Error('It broke.');`,
    );
    await started;
    child.kill('SIGTERM');
    const { out, ...end } = await ended;
    expect({ ...end, closed: out.endsWith('closed\n') }).toEqual({
      exitCode: 0,
      err: '',
      closed: true,
    });
  });

  test('ends when its parent was gone before it began', async () => {
    const { child, ended } = aProcess('return never;');
    child.disconnect();
    expect(await ended).toMatchObject({ exitCode: 0, err: '' });
  });
});

describe('a process that cannot start', () => {
  test('says why in a sentence, and ends with 1', async () => {
    const { ended } = aProcess("throw new StartFailure('Port 4000 is in use.');");
    expect(await ended).toEqual({ exitCode: 1, out: 'started\n', err: 'Port 4000 is in use.\n' });
  });

  test('prints the stack of an unexpected error', async () => {
    const { ended } = aProcess("throw new TypeError('It is undefined.');");
    expect(await ended).toMatchObject({
      exitCode: 1,
      err: expect.stringMatching(/^TypeError: It is undefined\.\n +at /),
    });
  });
});
