#!/usr/bin/env node
/** Compiles the house to `dist/`, which starts sooner than the sources: `npm run build`. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled } from './ensure-installed.js';
import { HOUSE } from './run-program.js';

const NOT_SOURCES = new Set(['node_modules', 'dist', 'test', 'schema/generated']);
const SETTINGS = ['tsconfig.json', 'tsconfig.build.json', 'package-lock.json'];
const STAMP = join(HOUSE, 'dist', '.built');

/** Compiles when a source is newer than what was compiled, or one is gone. Types are for `npm run check`. */
export function ensureBuilt() {
  const sources = [...SETTINGS, ...sourcesIn('')];
  const newest = Math.max(...sources.map((file) => statSync(join(HOUSE, file)).mtimeMs));
  const built = existsSync(STAMP) && statSync(STAMP);
  if (built && built.mtimeMs > newest && built.size === sources.length) return;
  rmSync(join(HOUSE, 'dist'), { recursive: true, force: true });
  const { status } = spawnSync(
    process.execPath,
    [join(HOUSE, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json'],
    { cwd: HOUSE, stdio: ['ignore', 'inherit', 'inherit'] },
  );
  if (status !== 0) process.exit(status ?? 1);
  mkdirSync(join(HOUSE, 'dist'), { recursive: true });
  // Its length is how many files it was made of, so that one that went away shows.
  writeFileSync(STAMP, '.'.repeat(sources.length));
}

function sourcesIn(folder) {
  return readdirSync(join(HOUSE, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.name.startsWith('.') || NOT_SOURCES.has(path)) return [];
    if (entry.isDirectory()) return sourcesIn(path);
    return path.endsWith('.ts') ? [path] : [];
  });
}

if (process.argv[1] === import.meta.filename) {
  ensureInstalled();
  ensureBuilt();
}
