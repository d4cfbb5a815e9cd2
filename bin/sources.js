/** The sources of what runs: TypeScript files of the house, but for tests and what is made. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { HOUSE } from './run-program.js';

const NOT_SOURCES = new Set(['node_modules', 'dist', 'test', 'generated', 'coverage']);

/** Those of a folder, by their paths from the folder of the house, in an order that is always the same. */
export const sources = (folder = '') => sourcesIn(folder).toSorted();

function sourcesIn(folder) {
  return readdirSync(join(HOUSE, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.name.startsWith('.') || NOT_SOURCES.has(entry.name)) return [];
    if (entry.isDirectory()) return sourcesIn(path);
    return path.endsWith('.ts') ? [path] : [];
  });
}
