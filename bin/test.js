#!/usr/bin/env node
/** `npm test -- [jest's arguments]`: installs what is missing, makes the types, runs the tests. */
import { ensureGenerated } from './codegen.js';
import { ensureInstalled } from './ensure-installed.js';
import { FROM_SOURCES, runProgram } from './run-program.js';

ensureInstalled();
process.exitCode =
  ensureGenerated() ||
  (await runProgram(process.execPath, [
    FROM_SOURCES,
    'node_modules/jest/bin/jest.js',
    ...process.argv.slice(2),
  ]));
