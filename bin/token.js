#!/usr/bin/env node
/** `npm run token -- --as labour/organiser`: a token from the local issuer of the running coalition. */
import { ensureBuilt } from './build.js';
import { ensureInstalled } from './ensure-installed.js';

await ensureInstalled();
await ensureBuilt();
await import('../dist/development/issuer/token/main.js');
