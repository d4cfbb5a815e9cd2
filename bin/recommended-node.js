#!/usr/bin/env node
/**
 * The version of Node that is recommended, beside the one at hand: `node bin/recommended-node.js` fetches it. npm has its
 * binary in a package for each system.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { HOUSE } from './run-program.js';

export const VERSION = '24';

/** Not `node` itself: it is fetched by an install script, and those are not run. */
const PACKAGE = `node-${process.platform}-${process.arch}`;
const FOLDER = join(HOUSE, '.groundswell', `node-${VERSION}`);
const BINARY = join(FOLDER, 'node_modules', PACKAGE, 'bin', 'node');

/** The file to run; undefined where there is none for this system, or it cannot be fetched. */
export function recommendedNode() {
  if (!existsSync(BINARY)) install();
  return existsSync(BINARY) ? BINARY : undefined;
}

function install() {
  mkdirSync(FOLDER, { recursive: true });
  spawnSync(
    `npm install --no-save --ignore-scripts --loglevel=error --prefix . ${PACKAGE}@${VERSION}`,
    { cwd: FOLDER, stdio: ['ignore', 2, 2], shell: true },
  );
}

if (process.argv[1] === import.meta.filename) recommendedNode();
