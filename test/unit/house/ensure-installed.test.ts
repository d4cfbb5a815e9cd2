/** The first step of every command: the real file in a small repository, with an npm that only records its call. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const BIN = fileURLToPath(new URL('../../../bin/', import.meta.url));

let house: string;
beforeEach(() => {
  house = mkdtempSync(join(tmpdir(), 'ensure-installed-'));
  mkdirSync(join(house, 'bin'));
  for (const file of ['ensure-installed.js', 'install.js', 'run-program.js'])
    copyFileSync(join(BIN, file), join(house, 'bin', file));
  npmThat('exit 0');
  write('package.json', { type: 'module', engines: { node: '>=20.19.0' } });
  write('package-lock.json', { packages: { '': {}, ...WANTED } });
});
afterEach(() => rmSync(house, { recursive: true }));

const WANTED = {
  'node_modules/jest': { version: '30.0.0', dev: true },
  'node_modules/zod': { version: '4.0.0' },
  'node_modules/zod-for-another-system': { version: '4.0.0', optional: true },
};
const { 'node_modules/zod-for-another-system': _, ...INSTALLED } = WANTED;

function write(path: string, content: object): void {
  mkdirSync(join(house, path, '..'), { recursive: true });
  writeFileSync(join(house, path), JSON.stringify(content));
}

/** Puts an npm first in the PATH that records how it was called. */
function npmThat(ends: string): void {
  const said = 'echo "npm $* NODE_ENV=$NODE_ENV"';
  writeFileSync(join(house, 'bin/npm'), `#!/bin/sh\n${said}\n${ends}\n`);
  chmodSync(join(house, 'bin/npm'), 0o755);
}

const PROGRAM = `import { ensureInstalled } from './bin/ensure-installed.js';
await ensureInstalled();
process.stdout.write('goes on');`;
const ARGUMENTS = ['--input-type=module', '--eval', PROGRAM];

const env = () => ({
  ...process.env,
  NODE_ENV: 'production',
  NODE_OPTIONS: '',
  PATH: [join(house, 'bin'), process.env['PATH']].join(delimiter),
});

function ensure() {
  const options = { cwd: house, encoding: 'utf8', env: env() } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, ARGUMENTS, options);
  return { status, stdout, stderr };
}

const installing = /^npm install --no-save --include=dev .*NODE_ENV=$/m;

test('prints nothing when every package that is not optional is installed', () => {
  write('node_modules/.package-lock.json', { packages: INSTALLED });
  expect(ensure()).toEqual({ status: 0, stdout: 'goes on', stderr: '' });
});

describe('installs the packages and the tools, and prints nothing on standard output', () => {
  test.each([
    ['nothing was ever installed', null],
    ['a package is missing', { 'node_modules/jest': { version: '30.0.0' } }],
    ['a package has another version', { ...INSTALLED, 'node_modules/zod': { version: '3.9.0' } }],
  ])('when %s', (_case, packages) => {
    if (packages) write('node_modules/.package-lock.json', { packages });
    const { status, stdout, stderr } = ensure();
    expect({ status, stdout }).toEqual({ status: 0, stdout: 'goes on' });
    expect(stderr).toMatch(installing);
  });
});

describe('ends with one sentence', () => {
  test('when npm failed, and with its code', () => {
    npmThat('exit 7');
    const { status, stdout, stderr } = ensure();
    expect({ status, stdout }).toEqual({ status: 7, stdout: '' });
    expect(stderr).toMatch(/The packages could not be installed: npm says above why\.\n$/);
  });

  test('when Node is too old, before anything is installed', () => {
    write('package.json', { type: 'module', engines: { node: '>=99.2.0' } });
    const sentence = `Groundswell needs Node 99.2.0 or newer, but got ${process.versions.node}.\n`;
    expect(ensure()).toEqual({ status: 1, stdout: '', stderr: sentence });
  });
});

/** As an install leaves it that is under way, or did not finish: with the id of its process. */
const unfinished = (id: number) => {
  write('node_modules/half/package.json', {});
  write('node_modules/.unfinished', id as never);
};

test('what an install left that did not finish is gone before the next', () => {
  unfinished(spawnSync('true').pid);
  npmThat('ls node_modules');
  expect(ensure().stderr).not.toContain('half');
  write('node_modules/.package-lock.json', { packages: INSTALLED });
  expect(ensure()).toEqual({ status: 0, stdout: 'goes on', stderr: '' });
});

test('what npm refused to do by itself costs no package that is there', () => {
  write('node_modules/half/package.json', {});
  npmThat('exit 7');
  ensure();
  npmThat('ls node_modules');
  expect(ensure().stderr).toContain('half');
});

test('an install of another process is waited for, and does', async () => {
  const other = spawn('sleep', ['9']);
  unfinished(other.pid!);
  npmThat('echo installs');
  const child = spawn(process.execPath, ARGUMENTS, { cwd: house, env: env() });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (!said.includes('Waiting') || other.killed) return;
      write('node_modules/.package-lock.json', { packages: INSTALLED });
      rmSync(join(house, 'node_modules/.unfinished'));
      other.kill();
    });
  await once(child, 'close');
  expect(said).toBe(`Waiting for process ${other.pid}, which installs the packages.\ngoes on`);
});

describe('while npm installs', () => {
  /** Sends a signal once npm is at work; how it all ended. */
  async function stopped(signal: NodeJS.Signals, target: (id: number) => number) {
    const child = spawn(process.execPath, ARGUMENTS, { cwd: house, env: env(), detached: true });
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

  test('it ends on a signal within seconds, also when npm goes on', async () => {
    installs('');
    expect(await stopped('SIGTERM', alone)).toEqual({
      code: 143,
      said: [...SAID, STOPPED, ''].join('\n'),
    });
  });
});
