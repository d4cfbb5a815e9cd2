#!/usr/bin/env node
/** `npm run bench -- <name> [arguments]`: runs `test/bench/<name>.bench.ts`; without a name it lists them. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureGenerated } from './codegen.js';
import { ensureInstalled } from './ensure-installed.js';
import { FROM_SOURCES, HOUSE, runProgram } from './run-program.js';

const FOLDER = join('test', 'bench');
const ENDING = '.bench.ts';

const [name, ...args] = process.argv.slice(2);
const names = readdirSync(join(HOUSE, FOLDER))
  .filter((file) => file.endsWith(ENDING))
  .map((file) => file.slice(0, -ENDING.length));

if (name === undefined) {
  process.stdout.write(`npm run bench -- <name>, with one of: ${names.join(', ')}\n`);
} else if (names.includes(name)) {
  await ensureInstalled();
  process.exitCode =
    ensureGenerated() ||
    (await runProgram('tsx', [FROM_SOURCES, join(FOLDER, name + ENDING), ...args]));
} else {
  process.stderr.write(`Expected one of ${names.join(', ')}, but got "${name}".\n`);
  process.exitCode = 1;
}
