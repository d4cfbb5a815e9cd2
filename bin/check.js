#!/usr/bin/env node
/** `npm run check`: everything that has to hold before a change goes in. Stops at the first that does not. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled } from './ensure-installed.js';
import { HOUSE, runProgram } from './run-program.js';

/** Scripts of package.json, so each can be run alone. What costs seconds comes first, the tests last. */
const STEPS = [
  'check:engines',
  'check:format',
  'codegen',
  'check:lint',
  'check:types',
  'check:borders',
  'check:dead-code',
  'check:schema',
  'test',
];

ensureInstalled();
process.exitCode = await check();

/** Runs the steps in order; the exit code of the first that failed, or 0. */
async function check() {
  const { scripts } = JSON.parse(readFileSync(join(HOUSE, 'package.json'), 'utf8'));
  for (const step of STEPS) {
    process.stdout.write(`\n== ${step}\n`);
    const started = performance.now();
    const code = await runProgram(scripts[step]);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    process.stdout.write(`== ${step}: ${code ? 'failed' : 'holds'} (${seconds} s)\n`);
    if (code) return code;
  }
  return 0;
}
