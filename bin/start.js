#!/usr/bin/env node
/** `npm start`: installs what is missing, then starts the whole house. */
import { ensureBuilt } from './build.js';
import { ensureInstalled } from './ensure-installed.js';

ensureInstalled();
ensureBuilt();
await import('../dist/start/main.js');
