#!/usr/bin/env node
/** `npm run codegen`: makes the resolver types of the contracts, in `schema/generated/`. */
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled } from './ensure-installed.js';
import { ensureRegistry } from './registry.js';
import { HOUSE } from './run-program.js';

/** What the types are made of, beside the contracts. */
const SOURCES = ['codegen.ts', 'schema/contracts.ts', 'schema/things.ts', 'package-lock.json'];

/** Makes the types; the exit code of the tool. Its many lines are shown only when it fails. */
export function generate() {
  ensureRegistry();
  const tool = 'node_modules/@graphql-codegen/cli/esm/bin.js';
  const { status, output } = spawnSync(
    process.execPath,
    ['--import=tsx', tool, '--config', 'codegen.ts'],
    { cwd: HOUSE, encoding: 'utf8' },
  );
  const code = status ?? 1;
  if (code !== 0) process.stderr.write(output.join(''));
  // The tool leaves a file that would not change, and its time with it.
  const now = new Date();
  if (code === 0) for (const file of generated()) utimesSync(join(HOUSE, file), now, now);
  return code;
}

/** Makes the types where there are none or a contract is newer; 0, or the exit code of the tool. */
export function ensureGenerated() {
  ensureRegistry();
  return isFresh() ? 0 : generate();
}

function isFresh() {
  const made = generated().map(timeOf);
  const contracts = [
    ...filesIn('schema', '.graphql'),
    ...filesIn('schema/parts', '.graphql'),
    ...filesIn('schema/types', '.graphql'),
  ];
  const artefacts = /(supergraph|guarded|api)\.graphql$/;
  const sources = [...SOURCES, ...contracts.filter((file) => !artefacts.test(file))];
  return made.length > 0 && Math.min(...made) > Math.max(...sources.map(timeOf));
}

const generated = () => filesIn('schema/generated', '.ts');

const timeOf = (file) => statSync(join(HOUSE, file)).mtimeMs;

function filesIn(folder, ending) {
  try {
    const names = readdirSync(join(HOUSE, folder)).filter((name) => name.endsWith(ending));
    return names.map((name) => join(folder, name));
  } catch (error) {
    if (error.code === 'ENOENT') return [];
    throw error;
  }
}

if (process.argv[1] === import.meta.filename) {
  ensureInstalled();
  process.exitCode = generate();
}
