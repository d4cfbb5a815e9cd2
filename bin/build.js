#!/usr/bin/env node
/** Compiles the house to `dist/`, which starts sooner than the sources: `npm run build`. */
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled } from './ensure-installed.js';
import { HOUSE } from './run-program.js';

const NOT_SOURCES = new Set([
  'node_modules',
  'dist',
  'test',
  'embedded-mongo/test',
  'schema/generated',
]);
const SETTINGS = ['tsconfig.json', 'tsconfig.build.json', 'package-lock.json'];
const DIST = join(HOUSE, 'dist');
const STAMP = join(DIST, '.built');
/** What a house on this machine keeps; git leaves it alone. */
const NOTES = join(HOUSE, '.groundswell');

/** Compiles when the sources are not those that were compiled. Types are for `npm run check`. */
export function ensureBuilt() {
  if (isBuilt()) return;
  const made = join(NOTES, `build-${process.pid}`);
  const code = compile(made);
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
 * What is compiled, as it is now: a line for each source, with the time of its last change. One that is new,
 * gone, renamed, changed or put back makes another stamp.
 */
const stampOfSources = () =>
  [...SETTINGS, ...sourcesIn('').toSorted()]
    .map((file) => `${statSync(join(HOUSE, file)).mtimeMs} ${file}\n`)
    .join('');

/** Compiles into a folder; the exit code of the compiler. */
function compile(made) {
  // Taken before: a source that changes while it is compiled has to be compiled again.
  const stamp = stampOfSources();
  const compiler = join(HOUSE, 'node_modules/typescript/bin/tsc');
  const { status } = spawnSync(
    process.execPath,
    [compiler, '-p', 'tsconfig.build.json', '--outDir', made],
    { cwd: HOUSE, stdio: ['ignore', 'inherit', 'inherit'] },
  );
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

function sourcesIn(folder) {
  return readdirSync(join(HOUSE, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.name.startsWith('.') || NOT_SOURCES.has(path)) return [];
    if (entry.isDirectory()) return sourcesIn(path);
    return path.endsWith('.ts') ? [path] : [];
  });
}

if (process.argv[1] === import.meta.filename) {
  ensureInstalled();
  ensureBuilt();
}
