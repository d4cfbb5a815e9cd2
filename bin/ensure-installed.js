/**
 * Installs what is missing before anything else runs. It imports nothing but Node's own modules, and keeps
 * to syntax that an old Node can read, so that it can say that it is old.
 */
import { existsSync, readFileSync } from 'node:fs';

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
  if (isInstalled()) return;
  // An old Node could not read it.
  const { endOfOthers, install } = await import('./install.js');
  await endOfOthers();
  if (isInstalled()) return;
  process.stderr.write('Installing the packages, once.\n');
  const code = await install();
  if (code > 128) fail('Stopped. The next start installs the packages.', code);
  if (code !== 0) fail('The packages could not be installed: npm says above why.', code);
}

/**
 * Whether every package of the lock file is there in the version that it names. npm notes what it installed
 * in `node_modules/.package-lock.json`. Times of files say nothing: a checkout and a restored cache both
 * make new ones.
 */
function isInstalled() {
  const installed = readJson('node_modules/.package-lock.json')?.packages;
  if (!installed || existsSync(new URL('node_modules/.unfinished', HOUSE))) return false;
  const wanted = Object.entries(readJson('package-lock.json').packages);
  return wanted.every(([path, { version, optional, devOptional, link }]) => {
    if (path === '' || link) return true;
    const found = installed[path];
    // What is optional may be for another operating system.
    return found ? found.version === version : Boolean(optional || devOptional);
  });
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

if (process.argv[1] === import.meta.filename) await ensureInstalled();
