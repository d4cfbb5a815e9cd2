/** Runs a program in the place of this process. */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the house. */
export const HOUSE = fileURLToPath(new URL('../', import.meta.url));

/** Node's argument for programs that run from their sources: the embedded engine then does, too, without a build. */
export const FROM_SOURCES = '--conditions=@groundswell/source';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs a program in the folder of the house, on the terminal of this process, with the programs of the
 * packages at hand. Signals that this process gets go to the program, and it is the program that says when
 * to end.
 * @param command the program, or a whole line for the shell when there are no arguments
 * @param options of `spawn`, where the program is to print elsewhere or with other settings; and `endWithinMs`, where one
 *   that takes longer to end after a signal is killed
 * @returns the exit code; 128 and the signal's number where a signal ended it, as in a shell
 */
export const runProgram = (command, args, options = {}) =>
  exitOf(start(command, args, options), options.endWithinMs);

/**
 * The same, but what the program prints is collected.
 * @returns the exit code, and what was printed, on both streams
 */
export async function outputOf(command, args) {
  const child = start(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => (output += text));
  return { code: await exitOf(child), output };
}

function start(command, args, { stdio = 'inherit', env = process.env }) {
  const PATH = [join(HOUSE, 'node_modules', '.bin'), env.PATH].join(delimiter);
  return spawn(command, args ?? [], { cwd: HOUSE, env: { ...env, PATH }, stdio, shell: !args });
}

async function exitOf(child, endWithinMs) {
  const pass = (signal) => {
    child.kill(signal);
    if (endWithinMs) setTimeout(() => child.kill('SIGKILL'), endWithinMs).unref();
  };
  for (const signal of SIGNALS) process.on(signal, pass);
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
    });
  } finally {
    for (const signal of SIGNALS) process.off(signal, pass);
  }
}
