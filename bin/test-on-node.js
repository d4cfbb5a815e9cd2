#!/usr/bin/env node
/**
 * `npm run test:node -- [paths]`: runs tests, the unit tests where no path is given, on the version of Node that
 * is recommended. npm has its binary in a package for each system. Where that cannot be had, they are skipped.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureGenerated } from './codegen.js';
import { ensureInstalled } from './ensure-installed.js';
import { runJest } from './jest.js';
import { HOUSE } from './run-program.js';

const VERSION = '24';
const UNIT_TESTS = ['test/unit', 'embedded-mongo/test/unit'];

/** Not `node` itself: it is fetched by an install script, and those are not run. */
const PACKAGE = `node-${process.platform}-${process.arch}`;
const FOLDER = join(HOUSE, '.groundswell', `node-${VERSION}`);
const BINARY = join(FOLDER, 'node_modules', PACKAGE, 'bin', 'node');

ensureInstalled();
process.exitCode = ensureGenerated() || (await test(process.argv.slice(2)));

async function test(paths) {
  if (!existsSync(BINARY)) install();
  if (existsSync(BINARY)) return runJest(paths.length ? paths : UNIT_TESTS, BINARY);
  process.stderr.write(
    `Node ${VERSION} could not be had for ${process.platform}-${process.arch}: its tests are skipped.\n`,
  );
  return 0;
}

function install() {
  mkdirSync(FOLDER, { recursive: true });
  spawnSync(
    `npm install --no-save --ignore-scripts --loglevel=error --prefix . ${PACKAGE}@${VERSION}`,
    { cwd: FOLDER, stdio: ['ignore', 2, 2], shell: true },
  );
}
