/** What the resolver types are made of, so that they are made again when it changes, and only then. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HOUSE } from './run-program.js';
import { sdlFiles, sources } from './sources.js';

const MAKERS = ['codegen.ts', 'bin/write-types.js', 'package-lock.json'];

const read = (file) => readFileSync(join(HOUSE, file), 'utf8');

/**
 * A digest of the contracts, of what makes types of them, and of the names of the types in the subgraphs, among which are
 * the rows: what else a subgraph's file says changes nothing.
 */
export function digestOfSources(textOf = read) {
  const hash = createHash('sha256');
  for (const file of [...MAKERS, ...sources('schema'), ...sdlFiles()])
    hash.update(JSON.stringify([file, textOf(file)]));
  for (const file of sources('subgraphs'))
    hash.update(JSON.stringify([file, textOf(file).match(/^export (?:interface|type) \w+/gm)]));
  return hash.digest('hex');
}
