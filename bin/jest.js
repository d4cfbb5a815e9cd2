/** Runs jest in the place of this process. */
import { FROM_SOURCES, runProgram } from './run-program.js';

/**
 * @param args jest's arguments
 * @param node the binary of Node to run it on
 * @returns the exit code
 */
export const runJest = (args, node = process.execPath) =>
  runProgram(node, [FROM_SOURCES, 'node_modules/jest/bin/jest.js', ...args]);
