#!/usr/bin/env node
/** `npm run keys -- <file>`: creates a file of signing keys, and rotates them. */
import { ensureBuilt } from './build.js';
import { ensureInstalled } from './ensure-installed.js';

await ensureInstalled();
await ensureBuilt();
await import('../dist/identity/main.js');
