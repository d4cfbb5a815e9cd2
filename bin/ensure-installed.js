/**
 * Installs what is missing before anything else runs. It imports nothing but Node's own modules, and keeps
 * to syntax that an old Node can read, so that it can say that it is old.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

const HOUSE = new URL('../', import.meta.url);

/**
 * Checks the version of Node, and installs when the packages are not those of `package-lock.json`.
 * Where all is well it says nothing and takes some milliseconds. Otherwise it ends the process with one
 * sentence on standard error: with 1 when Node is too old, with npm's own code when npm failed.
 */
export async function ensureInstalled() {
  const needed = /\d[\d.]*/.exec(readJson('package.json').engines.node)[0];
  if (isOlder(process.versions.node, needed))
    fail(`Groundswell needs Node ${needed} or newer, but got ${process.versions.node}.`, 1);
  if (!isInstalled()) await install();
}

/**
 * Whether every package of the lock file is there in the version that it names. npm notes what it installed
 * in `node_modules/.package-lock.json`. Times of files say nothing: a checkout and a restored cache both
 * make new ones.
 */
function isInstalled() {
  const installed = readJson('node_modules/.package-lock.json')?.packages;
  if (!installed || existsSync(UNFINISHED)) return false;
  const wanted = Object.entries(readJson('package-lock.json').packages);
  return wanted.every(([path, { version, optional, devOptional, link }]) => {
    if (path === '' || link) return true;
    const found = installed[path];
    // What is optional may be for another operating system.
    return found ? found.version === version : Boolean(optional || devOptional);
  });
}

// Not `npm ci`: it refuses a lock file that does not name the optional packages of every operating system,
// and no registry that lacks some of them can make one that does. This installs what the file names, too.
// A shell passes no signal on: npm takes its place.
const INSTALL = 'exec npm install --no-save --include=dev --ignore-scripts --loglevel=error';

/** After a signal npm undoes what it did, for half a minute; the next install begins anew in any case. */
const END_WITHIN_MS = 500;

const PACKAGES = new URL('node_modules/', HOUSE);

/** Stands among the packages while npm installs: npm takes half a package that it finds for a whole one. */
const UNFINISHED = new URL('.unfinished', PACKAGES);

async function install() {
  process.stderr.write('Installing the packages, once.\n');
  if (existsSync(UNFINISHED)) rmSync(PACKAGES, { recursive: true });
  mkdirSync(PACKAGES, { recursive: true });
  writeFileSync(UNFINISHED, '');
  // With NODE_ENV=production npm would leave out the tools.
  const { NODE_ENV: _, ...env } = process.env;
  // An old Node could not read it.
  const { runProgram } = await import('./run-program.js');
  const isStopped = anySignal();
  const options = { env, stdio: ['inherit', 2, 2], endWithinMs: END_WITHIN_MS };
  const code = await runProgram(INSTALL, undefined, options);
  if (isStopped()) fail('Stopped. The next start installs the packages.', 130);
  if (code !== 0) fail('The packages could not be installed: npm says above why.', code);
  rmSync(UNFINISHED);
}

/** Whether this process was asked to stop, from now on. */
function anySignal() {
  let isAsked = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.once(signal, () => (isAsked = true));
  return () => isAsked;
}

/** The JSON of a file of the house, or undefined where there is none. */
function readJson(file) {
  try {
    return JSON.parse(readFileSync(new URL(file, HOUSE), 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function isOlder(version, than) {
  const [a, b] = [version, than].map((text) => text.split('.').map(Number));
  const at = b.findIndex((part, i) => part !== (a[i] ?? 0));
  return at !== -1 && a[at] < b[at];
}

function fail(sentence, code) {
  process.stderr.write(`${sentence}\n`);
  process.exit(code);
}
