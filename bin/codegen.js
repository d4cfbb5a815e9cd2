#!/usr/bin/env node
/** `npm run codegen`: makes the resolver types of the contracts, in `schema/generated/`. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled } from './ensure-installed.js';
import { HOUSE, runProgram } from './run-program.js';

/** What the types are made of, beside the contracts. */
const SOURCES = ['codegen.ts', 'schema/contracts.ts', 'package-lock.json'];

/** Makes the types; the exit code of the tool. */
export const generate = () =>
  runProgram([
    '--import=tsx',
    'node_modules/@graphql-codegen/cli/esm/bin.js',
    ...['--config', 'codegen.ts', '--silent', '--errors-only'],
  ]);

/** Makes the types where there are none or a contract is newer; 0, or the exit code of the tool. */
export const ensureGenerated = async () => (isFresh() ? 0 : generate());

function isFresh() {
  const made = filesIn('schema/generated', '.ts').map(timeOf);
  const contracts = [...filesIn('schema', '.graphql'), ...filesIn('schema/parts', '.graphql')];
  const artefacts = /(supergraph|api)\.graphql$/;
  const sources = [...SOURCES, ...contracts.filter((file) => !artefacts.test(file))];
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
  process.exitCode = await generate();
}
