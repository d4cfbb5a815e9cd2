/** A small repository with the real first step of every command, and with an npm that only records its call. */
import { afterEach, beforeEach } from '@jest/globals';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const BIN = fileURLToPath(new URL('../../../bin/', import.meta.url));

const WANTED = {
  'node_modules/jest': { version: '30.0.0', dev: true },
  'node_modules/zod': { version: '4.0.0' },
  'node_modules/zod-for-another-system': { version: '4.0.0', optional: true },
};
const { 'node_modules/zod-for-another-system': _, ...rest } = WANTED;

/** What npm notes where all that the repository wants is installed. */
export const INSTALLED = rest;

const PROGRAM = `import { ensureInstalled } from './bin/ensure-installed.js';
await ensureInstalled();
process.stdout.write('goes on');`;

/** Node's arguments for a command: the first step, and something behind it. */
export const ARGUMENTS = ['--input-type=module', '--eval', PROGRAM];

/** A repository for each test of a file, in which nothing is installed. */
export function aRepository() {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ensure-installed-'));
    mkdirSync(join(folder, 'bin'));
    for (const file of ['ensure-installed.js', 'install.js', 'run-program.js'])
      copyFileSync(join(BIN, file), join(folder, 'bin', file));
    npmThat('exit 0');
    write('package.json', { type: 'module', engines: { node: '>=20.19.0' } });
    write('package-lock.json', { packages: { '': {}, ...WANTED } });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function write(path: string, content: object): void {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), JSON.stringify(content));
  }

  /** Puts an npm first in the PATH that records how it was called. */
  function npmThat(ends: string): void {
    const said = 'echo "npm $* NODE_ENV=$NODE_ENV"';
    writeFileSync(join(folder, 'bin/npm'), `#!/bin/sh\n${said}\n${ends}\n`);
    chmodSync(join(folder, 'bin/npm'), 0o755);
  }

  /** As an install leaves it that is under way, or did not finish: with the id of its process. */
  function unfinished(id: number): void {
    write('node_modules/half/package.json', {});
    write('node_modules/.unfinished', id as never);
  }

  return {
    write,
    npmThat,
    unfinished,
    remove: (path: string) => rmSync(join(folder, path)),
    /** How a command is run there. */
    options: () => ({
      cwd: folder,
      env: {
        ...process.env,
        NODE_ENV: 'production',
        NODE_OPTIONS: '',
        PATH: [join(folder, 'bin'), process.env['PATH']].join(delimiter),
      },
    }),
  };
}
