#!/usr/bin/env node
/**
 * `npm run build`: bundles the programs of the house into `dist/`, which start sooner than the sources, and compiles the
 * embedded engine to a `dist/` of its own.
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
import { sources } from './sources.js';

const ENGINE = 'embedded-mongo';

/** What is built: into which folder, from which files, and how. */
const PROJECTS = [
  {
    dist: join(HOUSE, 'dist'),
    madeOf: () => [
      ...['bundle.js', 'launch.js', 'sources.js'].map((file) => join('bin', file)),
      ...standIns(),
      'package-lock.json',
      'tsconfig.json',
      ...sources(),
    ],
    command: (made) => ['bin/bundle.js', made],
  },
  {
    dist: join(HOUSE, ENGINE, 'dist'),
    // An image of the house has no engine.
    isThere: () => existsSync(join(HOUSE, ENGINE, 'tsconfig.build.json')),
    madeOf: () => [
      'package-lock.json',
      'tsconfig.json',
      join(ENGINE, 'tsconfig.build.json'),
      ...sources().filter((file) => file.startsWith(ENGINE)),
    ],
    command: (made) => [
      'node_modules/typescript/bin/tsc',
      '-p',
      join(ENGINE, 'tsconfig.build.json'),
      '--outDir',
      made,
    ],
  },
];

const standIns = () =>
  readdirSync(join(HOUSE, 'bin/stand-ins')).map((file) => join('bin/stand-ins', file));

/** What a house on this machine keeps; git leaves it alone. */
const NOTES = join(HOUSE, '.groundswell');

/** Builds what is not as its sources are now. Types are for `npm run check`. */
export function ensureBuilt() {
  ensureRegistry();
  for (const project of PROJECTS) if (project.isThere?.() ?? true) ensureProject(project);
}

function ensureProject(project) {
  if (isBuilt(project)) return;
  const made = join(NOTES, `build-${process.pid}`);
  const code = build(project, made);
  // Another start may have been quicker, and runs from there by now.
  if (code === 0 && !isBuilt(project)) putInPlace(made, project.dist);
  rmSync(made, { recursive: true, force: true });
  if (code !== 0) process.exit(code);
}

const isBuilt = (project) => stampOfBuild(project) === stampOfSources(project);

function stampOfBuild({ dist }) {
  try {
    return readFileSync(join(dist, '.built'), 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * What is built, as it is now: a line for each source, with the time of its last change. One that is new,
 * gone, renamed, changed or put back makes another stamp.
 */
const stampOfSources = ({ madeOf }) =>
  madeOf()
    .map((file) => `${statSync(join(HOUSE, file)).mtimeMs} ${file}\n`)
    .join('');

/** Builds into a folder; the exit code of the tool. */
function build(project, made) {
  // Taken before: a source that changes while it is built has to be built again.
  const stamp = stampOfSources(project);
  const { status } = spawnSync(process.execPath, project.command(made), {
    cwd: HOUSE,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
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

if (process.argv[1] === import.meta.filename) {
  ensureInstalled();
  ensureBuilt();
}
