/** Installs the packages, for bin/ensure-installed.js: one process at a time, and anew where one did not finish. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { runProgram } from './run-program.js';

const HOUSE = new URL('../', import.meta.url);
const PACKAGES = new URL('node_modules/', HOUSE);

/** Stands among the packages while npm installs, with the id of who does: npm takes half a package for a whole one. */
const UNFINISHED = new URL('.unfinished', PACKAGES);

// Not `npm ci`: it refuses a lock file that does not name the optional packages of every operating system,
// and no registry that lacks some of them can make one that does. This installs what the file names, too.
// A shell passes no signal on: npm takes its place.
const NPM = 'exec npm install --no-save --include=dev --ignore-scripts --loglevel=error';

/** After a signal npm undoes what it did, for half a minute; the next install begins anew in any case. */
const END_WITHIN_MS = 500;

/** Ctrl-C reaches npm too, which may end of it before this process gets it. */
const SIGNAL_WITHIN_MS = 100;

const POLL_MS = 200;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Waits until no other process installs, and says so once. */
export async function endOfOthers() {
  if (idOfOther() === undefined) return;
  process.stderr.write(`Waiting for process ${idOfOther()}, which installs the packages.\n`);
  while (idOfOther() !== undefined) await setTimeout(POLL_MS);
}

/**
 * Installs. What an install left that did not finish is removed first.
 * @returns npm's exit code; 128 and the signal's number where a signal ended it
 */
export async function install() {
  if (idInMarker() !== undefined) rmSync(PACKAGES, { recursive: true });
  mkdirSync(PACKAGES, { recursive: true });
  writeFileSync(UNFINISHED, String(process.pid));
  // With NODE_ENV=production npm would leave out the tools.
  const { NODE_ENV: _, ...env } = process.env;
  const options = { env, stdio: ['inherit', 2, 2], endWithinMs: END_WITHIN_MS };
  const stopWatching = watchSignals();
  const code = await runProgram(NPM, undefined, options);
  if (code !== 0) await setTimeout(SIGNAL_WITHIN_MS);
  const signal = stopWatching();
  if (signal) return 128 + constants.signals[signal];
  rmSync(UNFINISHED, { force: true });
  return code;
}

/** Notes the first signal from now on. @returns a function that ends this, and answers the signal */
function watchSignals() {
  let first;
  const note = (signal) => (first ??= signal);
  for (const signal of SIGNALS) process.on(signal, note);
  return () => {
    for (const signal of SIGNALS) process.off(signal, note);
    return first;
  };
}

/** The process that installs now; undefined where there is none, or it is gone. */
function idOfOther() {
  const id = idInMarker();
  return id !== undefined && isAlive(id) ? id : undefined;
}

function idInMarker() {
  try {
    return Number(readFileSync(UNFINISHED, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function isAlive(id) {
  try {
    return process.kill(id, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}
