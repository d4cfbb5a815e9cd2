#!/usr/bin/env node
/**
 * `npm run test:node -- [jest's arguments]`: runs tests, the unit tests where no path is given, on the version of Node
 * that is recommended. Where that cannot be had, they are skipped.
 */
import { ensureGenerated } from './codegen.js';
import { ensureInstalled } from './ensure-installed.js';
import { runJest } from './jest.js';
import { recommendedNode, VERSION } from './recommended-node.js';

/** Pure code waits for nothing: a process for each processor. */
const UNIT_TESTS = ['--maxWorkers=100%', 'test/unit', 'embedded-mongo/test/unit'];

await ensureInstalled();
process.exitCode = ensureGenerated() || (await test(process.argv.slice(2)));

async function test(args) {
  const node = recommendedNode();
  if (node) return runJest(args.some(isPath) ? args : [...UNIT_TESTS, ...args], node);
  process.stderr.write(
    `Node ${VERSION} could not be had for ${process.platform}-${process.arch}: its tests are skipped.\n`,
  );
  return 0;
}

function isPath(argument) {
  return argument.includes('/') && !argument.startsWith('-');
}
