#!/usr/bin/env node
/** `npm run check`: everything that has to hold before a change goes in. Stops at the first that does not. */
import { generate } from './codegen.js';
import { ensureInstalled } from './ensure-installed.js';
import { runProgram } from './run-program.js';

const tool = (...args) => runProgram(args.map((arg, at) => (at ? arg : `node_modules/${arg}`)));

/** Each step answers its exit code. Those that cost seconds come first, the tests last. */
const STEPS = {
  format: () => tool('prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.'),
  'generated types': generate,
  lint: () => tool('oxlint/bin/oxlint', '--type-aware', '--deny-warnings'),
  types: () => tool('typescript/bin/tsc', '-p', '.'),
  borders: () =>
    tool('dependency-cruiser/bin/dependency-cruise.mjs', '--config', '.dependency-cruiser.cjs', '.'),
  'dead code': () => tool('knip/bin/knip.js'),
  'schema drift': () => runProgram(['--import=tsx', 'schema/compose.ts', '--check']),
  tests: () => runProgram(['bin/test.js']),
};

/** Runs the steps in order; the exit code of the first that failed, or 0. */
async function check() {
  for (const [name, step] of Object.entries(STEPS)) {
    const started = performance.now();
    process.stdout.write(`\n== ${name}\n`);
    const code = await step();
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    process.stdout.write(`== ${name}: ${code ? 'failed' : 'holds'} (${seconds} s)\n`);
    if (code) return code;
  }
  return 0;
}

ensureInstalled();
process.exitCode = await check();
