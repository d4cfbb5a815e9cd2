#!/usr/bin/env node
/** `npm test -- [jest's arguments]`: installs what is missing, makes the types, runs the tests. */
import { ensureGenerated } from './codegen.js';
import { ensureInstalled } from './ensure-installed.js';
import { runJest } from './jest.js';

await ensureInstalled();
process.exitCode = ensureGenerated() || (await runJest(process.argv.slice(2)));
