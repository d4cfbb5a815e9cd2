#!/usr/bin/env node
/** `npm run codegen`: makes the resolver types of the contracts, in `schema/generated/`. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { digestOfSources } from './codegen-sources.js';
import { ensureInstalled } from './ensure-installed.js';
import { ensureRegistry } from './registry.js';
import { HOUSE } from './run-program.js';

/** The digest of what the types were made of. */
const STAMP = join(HOUSE, 'schema/generated/.made');

/** Makes the types; the exit code of the tool, whose lines are printed only when it fails. */
export function generate() {
  ensureRegistry();
  const digest = digestOfSources();
  const { status, output } = spawnSync(process.execPath, ['--import=tsx', 'bin/write-types.js'], {
    cwd: HOUSE,
    encoding: 'utf8',
  });
  const code = status ?? 1;
  if (code === 0) writeFileSync(STAMP, digest);
  else process.stderr.write(output.join(''));
  return code;
}

/** Makes the types where there are none, or they were made of something else; 0, or the exit code of the tool. */
export function ensureGenerated() {
  ensureRegistry();
  return isFresh() ? 0 : generate();
}

const isFresh = () => existsSync(STAMP) && readFileSync(STAMP, 'utf8') === digestOfSources();

if (process.argv[1] === import.meta.filename) {
  await ensureInstalled();
  process.exitCode = generate();
}
