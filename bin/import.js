#!/usr/bin/env node
/** `npm run import -- polis <folder> --organisation labour`: imports data from elsewhere. */
import { ensureBuilt } from './build.js';
import { ensureInstalled } from './ensure-installed.js';

await ensureInstalled();
await ensureBuilt();
await import('../dist/import/main.js');
