#!/usr/bin/env node
/** `npm run check`: everything that has to hold before a change goes in. Stops at the first that does not. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled } from './ensure-installed.js';
import { HOUSE, outputOf, runProgram } from './run-program.js';

/**
 * Scripts of package.json, so each can be run alone, once `npm run codegen` has made the types. What costs seconds comes
 * first, the tests last. Those of one row run side by side: each of them keeps one processor busy. Tests of real processes
 * run what is built, and each would build it.
 */
const STEPS = [
  ['check:engines', 'check:format', 'codegen'],
  ['check:lint'],
  ['check:types', 'check:borders', 'check:dead-code', 'check:schema', 'build'],
  ['test'],
];

const [argument] = process.argv.slice(2);
if (argument === undefined) {
  await ensureInstalled();
  process.exitCode = await check();
} else {
  process.stderr.write(
    `Expected no argument, as all is checked, but got "${argument}". For some of it: npm run check:types, npm test -- test/unit.\n`,
  );
  process.exitCode = 1;
}

/** Runs the steps in order; the exit code of the first that failed, or 0. */
async function check() {
  const { scripts } = JSON.parse(readFileSync(join(HOUSE, 'package.json'), 'utf8'));
  for (const row of STEPS) {
    const codes = await Promise.all(row.map((step) => run(step, scripts[step], row.length > 1)));
    const failed = codes.find((code) => code !== 0);
    if (failed) return failed;
  }
  return 0;
}

/** Runs a step. Its output is printed as it comes, or where others run beside it, once it has ended. */
async function run(step, command, isBesideOthers) {
  const started = performance.now();
  const begin = `\n== ${step}\n`;
  if (!isBesideOthers) process.stdout.write(begin);
  const { code, output } = isBesideOthers
    ? await outputOf(command)
    : { code: await runProgram(command), output: '' };
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  if (isBesideOthers) process.stdout.write(begin + output);
  process.stdout.write(`== ${step}: ${code ? 'failed' : 'holds'} (${seconds} s)\n`);
  return code;
}
