#!/usr/bin/env node
/**
 * `npm run build`: bundles the programs of the house into `dist/`, which start sooner than the sources, and compiles the
 * embedded engine to a `dist/` of its own, for who takes the package by itself.
 */
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
import { ensureRegistry } from './registry.js';
import { HOUSE, runProgram } from './run-program.js';
import { sdlFiles, sources } from './sources.js';

/** What is made: where, of which sources, by which program, which is given a folder to make it in. */
const HOUSE_OF_BUNDLES = {
  dist: 'dist',
  sources: () => [...sdlFiles(), ...sources()],
  settings: [
    'bin/assembled-contracts.js',
    'bin/bundle.js',
    'bin/launch.js',
    'bin/sources.js',
    'bin/stand-ins/telemetry.js',
    'bin/stand-ins/undici.js',
    'bin/stand-ins/whatwg-url.js',
  ],
  maker: ['bin/bundle.js'],
};
const ENGINE_SOURCES = 'embedded-mongo/src';
const ENGINE = {
  dist: 'embedded-mongo/dist',
  sources: () => sources(ENGINE_SOURCES),
  settings: ['embedded-mongo/tsconfig.build.json'],
  maker: [
    'node_modules/typescript/bin/tsc',
    '-p',
    'embedded-mongo/tsconfig.build.json',
    '--outDir',
  ],
};
const SETTINGS = ['package-lock.json', 'tsconfig.json'];
/** What a house on this machine keeps; git leaves it alone. */
const NOTES = join(HOUSE, '.groundswell');

/**
 * Bundles the programs when the sources are not those that were bundled. Types are for `npm run check`. Where that fails,
 * or is stopped by a signal, this process ends in the same way.
 */
export async function ensureBuilt() {
  ensureRegistry();
  await ensure(HOUSE_OF_BUNDLES);
}

async function ensure(project) {
  if (isBuilt(project)) return;
  const made = join(NOTES, `build-${process.pid}`);
  const code = await make(project, made);
  // Another start may have been quicker, and runs from there by now.
  if (code === 0 && !isBuilt(project)) putInPlace(made, join(HOUSE, project.dist));
  rmSync(made, { recursive: true, force: true });
  if (code > 128) process.kill(process.pid, code - 128);
  if (code !== 0) process.exit(code);
}

const isBuilt = (project) => stampOfBuild(project) === stampOfSources(project);

function stampOfBuild({ dist }) {
  try {
    return readFileSync(join(HOUSE, dist, '.built'), 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * The sources as they are now: a line for each, with the time of its last change. One that is new, gone, renamed,
 * changed or put back makes another stamp. So does another version of Node, whose compiled code is another.
 */
const stampOfSources = (project) =>
  [...SETTINGS, ...project.settings, ...project.sources()]
    .map((file) => `${statSync(join(HOUSE, file)).mtimeMs} ${file}\n`)
    .join('') + process.version;

/** Makes a project in a folder; the exit code of the program that makes it. */
async function make(project, made) {
  // Taken before: a source that changes while it is read has to be read again.
  const stamp = stampOfSources(project);
  const code = await runProgram(process.execPath, [...project.maker, made]);
  mkdirSync(made, { recursive: true });
  writeFileSync(join(made, '.built'), stamp);
  return code;
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
  await ensureInstalled();
  await ensureBuilt();
  // An image of the house has no engine.
  if (existsSync(join(HOUSE, ENGINE_SOURCES))) await ensure(ENGINE);
}
