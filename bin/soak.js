#!/usr/bin/env node
/** `npm run soak -- --minutes N --seed S`: injects faults during writes, for a long time, and reports whether anything is lost. */
import { ensureGenerated } from './codegen.js';
import { ensureInstalled } from './ensure-installed.js';
import { FROM_SOURCES, runProgram } from './run-program.js';

await ensureInstalled();
process.exitCode =
  ensureGenerated() ||
  (await runProgram(process.execPath, [
    '--import',
    'tsx',
    FROM_SOURCES,
    'test/soak/main.ts',
    ...process.argv.slice(2),
  ]));
