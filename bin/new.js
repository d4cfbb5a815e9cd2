#!/usr/bin/env node
/** `npm run new -- <id> --kind movement --name "…"`: puts an organisation on the list. */
import { ensureBuilt } from './build.js';
import { ensureInstalled } from './ensure-installed.js';

await ensureInstalled();
await ensureBuilt();
await import('../dist/directory/main.js');
