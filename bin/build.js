#!/usr/bin/env node
/** Bundles the programs of the house into `dist/`, which start sooner than the sources: `npm run build`. */
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled } from './ensure-installed.js';
import { HOUSE } from './run-program.js';
import { sources } from './sources.js';

/** What a bundle is made of beside the sources. */
const SETTINGS = [
  'bin/bundle.js',
  'bin/launch.js',
  'bin/sources.js',
  'bin/stand-ins/telemetry.js',
  'bin/stand-ins/undici.js',
  'package-lock.json',
  'tsconfig.json',
];
const DIST = join(HOUSE, 'dist');
const STAMP = join(DIST, '.built');
/** What a house on this machine keeps; git leaves it alone. */
const NOTES = join(HOUSE, '.groundswell');

/** Bundles when the sources are not those that were bundled. Types are for `npm run check`. */
export function ensureBuilt() {
  if (isBuilt()) return;
  const made = join(NOTES, `build-${process.pid}`);
  const code = bundle(made);
  // Another start may have been quicker, and runs from there by now.
  if (code === 0 && !isBuilt()) putInPlace(made);
  rmSync(made, { recursive: true, force: true });
  if (code !== 0) process.exit(code);
}

const isBuilt = () => stampOfBuild() === stampOfSources();

function stampOfBuild() {
  try {
    return readFileSync(STAMP, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * What is bundled, as it is now: a line for each source, with the time of its last change. One that is new,
 * gone, renamed, changed or put back makes another stamp.
 */
const stampOfSources = () =>
  [...SETTINGS, ...sources()]
    .map((file) => `${statSync(join(HOUSE, file)).mtimeMs} ${file}\n`)
    .join('');

/** Bundles into a folder; the exit code of the bundler. */
function bundle(made) {
  // Taken before: a source that changes while it is bundled has to be bundled again.
  const stamp = stampOfSources();
  const { status } = spawnSync(process.execPath, ['bin/bundle.js', made], {
    cwd: HOUSE,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  mkdirSync(made, { recursive: true });
  writeFileSync(join(made, '.built'), stamp);
  return status ?? 1;
}

const QUICKER = new Set(['ENOENT', 'ENOTEMPTY', 'EEXIST']);

/** Two renames, so that a house that runs from the folder finds all of it, or for a moment nothing. */
function putInPlace(made) {
  const old = `${made}-old`;
  try {
    if (existsSync(DIST)) renameSync(DIST, old);
    renameSync(made, DIST);
  } catch (error) {
    // Another start put its own there in between.
    if (!QUICKER.has(error.code)) throw error;
  }
  rmSync(old, { recursive: true, force: true });
}

if (process.argv[1] === import.meta.filename) {
  ensureInstalled();
  ensureBuilt();
}
