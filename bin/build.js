#!/usr/bin/env node
/**
 * `npm run build`: compiles the house to `dist/`, which starts sooner than the sources, and the embedded engine to a
 * `dist/` of its own.
 */
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
import { ensureRegistry } from './registry.js';
import { HOUSE } from './run-program.js';

/** What is compiled: each folder by its own `tsconfig.build.json`, to its own `dist/`. */
const PROJECTS = [
  { folder: 'embedded-mongo', sources: 'embedded-mongo/src' },
  { folder: '', sources: '' },
];
const NOT_SOURCES = new Set(['node_modules', 'dist', 'test', 'embedded-mongo', 'schema/generated']);
const SETTINGS = ['tsconfig.json', 'tsconfig.build.json', 'package-lock.json'];
/** What a house on this machine keeps; git leaves it alone. */
const NOTES = join(HOUSE, '.groundswell');

/** Compiles what is not as its sources are now. Types are for `npm run check`. */
export function ensureBuilt() {
  ensureRegistry();
  // An image of the house has no engine.
  for (const project of PROJECTS) if (existsSync(settingsOf(project))) ensureProject(project);
}

const settingsOf = ({ folder }) => join(HOUSE, folder, 'tsconfig.build.json');

const distOf = ({ folder }) => join(HOUSE, folder, 'dist');

function ensureProject(project) {
  if (isBuilt(project)) return;
  const made = join(NOTES, `build-${process.pid}`);
  const code = compile(project, made);
  // Another start may have been quicker, and runs from there by now.
  if (code === 0 && !isBuilt(project)) putInPlace(made, distOf(project));
  rmSync(made, { recursive: true, force: true });
  if (code !== 0) process.exit(code);
}

const isBuilt = (project) => stampOfBuild(project) === stampOfSources(project);

function stampOfBuild(project) {
  try {
    return readFileSync(join(distOf(project), '.built'), 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * What is compiled, as it is now: a line for each source, with the time of its last change. One that is new,
 * gone, renamed, changed or put back makes another stamp.
 */
const stampOfSources = ({ folder, sources }) =>
  [...SETTINGS, join(folder, 'tsconfig.build.json'), ...sourcesIn(sources).toSorted()]
    .map((file) => `${statSync(join(HOUSE, file)).mtimeMs} ${file}\n`)
    .join('');

/** Compiles into a folder; the exit code of the compiler. */
function compile(project, made) {
  // Taken before: a source that changes while it is compiled has to be compiled again.
  const stamp = stampOfSources(project);
  const compiler = join(HOUSE, 'node_modules/typescript/bin/tsc');
  const { status } = spawnSync(
    process.execPath,
    [compiler, '-p', settingsOf(project), '--outDir', made],
    { cwd: HOUSE, stdio: ['ignore', 'inherit', 'inherit'] },
  );
  mkdirSync(made, { recursive: true });
  writeFileSync(join(made, '.built'), stamp);
  return status ?? 1;
}

const QUICKER = new Set(['ENOENT', 'ENOTEMPTY', 'EEXIST']);

/** Two renames, so that a house that runs from the folder finds all of it, or for a moment nothing. */
function putInPlace(made, dist) {
  const old = `${made}-old`;
  try {
    if (existsSync(dist)) renameSync(dist, old);
    renameSync(made, dist);
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
