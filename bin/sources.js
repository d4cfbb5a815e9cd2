/** The sources of what runs, by their paths from the folder of the house: but for tests and what is made. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { HOUSE } from './run-program.js';

const NOT_SOURCES = new Set(['node_modules', 'dist', 'test', 'generated', 'coverage']);

/** The TypeScript files of a folder, in an order that is always the same. */
export const sources = (folder = '') => sourcesIn(folder).toSorted();

function sourcesIn(folder) {
  return readdirSync(join(HOUSE, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.name.startsWith('.') || NOT_SOURCES.has(entry.name)) return [];
    if (entry.isDirectory()) return sourcesIn(path);
    return path.endsWith('.ts') ? [path] : [];
  });
}

/** The files that contracts are written in; what is composed of them, `supergraph.graphql` and the like, is not. */
export const sdlFiles = () =>
  ['schema', 'schema/parts', 'schema/types'].flatMap((folder) =>
    readdirSync(join(HOUSE, folder))
      .filter((name) => name.endsWith('.graphql') && !/^(api|supergraph.*)\.graphql$/.test(name))
      .toSorted()
      .map((name) => join(folder, name)),
  );
