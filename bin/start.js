#!/usr/bin/env node
/** `npm start`: installs what is missing, then starts the whole house. */
import { ensureBuilt } from './build.js';
import { ensureInstalled } from './ensure-installed.js';

ensureInstalled();
ensureBuilt();
stopWithShell();
await import('../dist/start/main.js');

/** npm runs this in a shell, and a shell that is told to end does not pass that on. */
function stopWithShell() {
  if (!process.env.npm_lifecycle_event) return;
  const shell = process.ppid;
  const look = () => process.ppid === shell || process.kill(process.pid, 'SIGTERM');
  setInterval(look, 250).unref();
}
