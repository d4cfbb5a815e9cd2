#!/usr/bin/env node
/** `npm run leaves`: every field that leaves an organisation, to whom and why. */
import { ensureBuilt } from './build.js';
import { ensureInstalled } from './ensure-installed.js';

await ensureInstalled();
await ensureBuilt();
await import('../dist/subgraphs/leaves/main.js');
