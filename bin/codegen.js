#!/usr/bin/env node
/** `npm run codegen`: makes the resolver types of the contracts, in `schema/generated/`. */
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled } from './ensure-installed.js';
import { ensureRegistry } from './registry.js';
import { HOUSE } from './run-program.js';

/** What the types are made of, beside the contracts. */
const SOURCES = [
  'codegen.ts',
  'schema/contract-names.ts',
  'schema/contracts.ts',
  'schema/things.ts',
  'bin/write-types.js',
  'package-lock.json',
];

/** Written when the types were made: a type that would not change keeps its file and the file's time. */
const STAMP = 'schema/generated/.made';

/** Makes the types; the exit code of the tool, whose lines are shown only when it fails. */
export function generate() {
  ensureRegistry();
  const { status, output } = spawnSync(process.execPath, ['--import=tsx', 'bin/write-types.js'], {
    cwd: HOUSE,
    encoding: 'utf8',
  });
  const code = status ?? 1;
  if (code === 0) writeFileSync(join(HOUSE, STAMP), '');
  else process.stderr.write(output.join(''));
  return code;
}

/** Makes the types where there are none or a contract is newer; 0, or the exit code of the tool. */
export function ensureGenerated() {
  ensureRegistry();
  return isFresh() ? 0 : generate();
}

function isFresh() {
  const contracts = ['schema', 'schema/parts', 'schema/types'].flatMap((folder) =>
    filesIn(folder, '.graphql'),
  );
  const artefacts = /(supergraph|guarded|api)\.graphql$/;
  const sources = [...SOURCES, ...contracts.filter((file) => !artefacts.test(file))];
  const made = filesIn('schema/generated', '.made').map(timeOf);
  return made.length > 0 && Math.min(...made) > Math.max(...sources.map(timeOf));
}

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
