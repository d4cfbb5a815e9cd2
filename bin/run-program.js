/** Runs one program of the tools in the place of this process. */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

/** The folder of the house. */
export const HOUSE = fileURLToPath(new URL('../', import.meta.url));

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs Node with these arguments in the folder of the house, on the terminal of this process. Signals that
 * this process gets go to the program, and it is the program that says when to end.
 * @param args options of Node, a file of the house, and its arguments
 * @returns the exit code; 128 and the signal's number where a signal ended it, as in a shell
 */
export async function runProgram(args) {
  const child = spawn(process.execPath, args, { cwd: HOUSE, stdio: 'inherit' });
  const pass = (signal) => child.kill(signal);
  for (const signal of SIGNALS) process.on(signal, pass);
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
    });
  } finally {
    for (const signal of SIGNALS) process.off(signal, pass);
  }
}
