/** The sources of what runs: every TypeScript file of the house but its tests and what is made. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { HOUSE } from './run-program.js';

const NOT_SOURCES = new Set(['node_modules', 'dist', 'test', 'generated', 'coverage']);

/** Their paths from the folder of the house, in an order that is always the same. */
export const sources = () => sourcesIn('').toSorted();

function sourcesIn(folder) {
  return readdirSync(join(HOUSE, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.name.startsWith('.') || NOT_SOURCES.has(entry.name)) return [];
    if (entry.isDirectory()) return sourcesIn(path);
    return path.endsWith('.ts') ? [path] : [];
  });
}
