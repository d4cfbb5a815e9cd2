/** The first step of every command, while npm is at work: for another process, or until a signal comes. */
import { describe, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { aRepository, ARGUMENTS, INSTALLED } from './a-repository.ts';

const { write, npmThat, unfinished, remove, options } = aRepository();

test('an install of another process is waited for, and does', async () => {
  const other = spawn('sleep', ['9']);
  unfinished(other.pid!);
  npmThat('echo installs');
  const child = spawn(process.execPath, ARGUMENTS, options());
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (!said.includes('Waiting') || other.killed) return;
      write('node_modules/.package-lock.json', { packages: INSTALLED });
      remove('node_modules/.unfinished');
      other.kill();
    });
  await once(child, 'close');
  expect(said).toBe(`Waiting for process ${other.pid}, which installs the packages.\ngoes on`);
});

describe('while npm installs', () => {
  /** Sends a signal once npm is at work; how it all ended. */
  async function stopped(signal: NodeJS.Signals, target: (id: number) => number) {
    const child = spawn(process.execPath, ARGUMENTS, { ...options(), detached: true });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        if (/^installs$/m.test(String(chunk))) process.kill(target(child.pid!), signal);
      });
    const [code] = (await once(child, 'close')) as [number];
    return { code, said: said.replace(/npm .*\n/, '') };
  }

  const everyone = (id: number) => -id;
  const alone = (id: number) => id;
  const installs = (onSignal: string) =>
    npmThat(`trap '${onSignal}' INT TERM\necho installs\nwhile :; do sleep 0.05; done`);
  const SAID = ['Installing the packages, once.', 'installs'];
  const STOPPED = 'Stopped. The next start installs the packages.';

  test.each([
    // As Ctrl-C does in a terminal.
    ['SIGINT', 'to its whole group', 130, everyone],
    ['SIGTERM', 'to it alone', 143, alone],
  ] as const)('it ends on %s %s, and npm before it', async (signal, _to, code, target) => {
    // Ctrl-C reaches npm twice: as one of the group, and passed on.
    installs('trap "" INT TERM; echo tidied; exit 1');
    expect(await stopped(signal, target)).toEqual({
      code,
      said: [...SAID, 'tidied', STOPPED, ''].join('\n'),
    });
  });

  test('it is stopped also by a signal that npm got, and ended of, a moment before', async () => {
    npmThat('(sleep 0.02; kill -INT $PPID) &\nexit 1');
    const { code, said } = await stopped('SIGINT', alone);
    expect({ code, said }).toEqual({ code: 130, said: [SAID[0], STOPPED, ''].join('\n') });
  });

  test('it ends on a signal within seconds, also when npm goes on', async () => {
    installs('');
    expect(await stopped('SIGTERM', alone)).toEqual({
      code: 143,
      said: [...SAID, STOPPED, ''].join('\n'),
    });
  });
});
