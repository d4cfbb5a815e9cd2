#!/usr/bin/env node
/**
 * `npm start`: installs what is missing, then starts the whole house. npm runs scripts in a shell, which passes
 * no signal on; the script says `exec`, so that this takes the shell's place.
 */
import { ensureBuilt } from './build.js';
import { ensureInstalled } from './ensure-installed.js';

await ensureInstalled();
await ensureBuilt();
await import('../dist/development/start/main.js');
