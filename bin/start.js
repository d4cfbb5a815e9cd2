/** `npm start`: installs what is missing, then starts the whole house. */
import { ensureInstalled } from './ensure-installed.js';

ensureInstalled();
const { register } = await import('tsx/esm/api');
register();
await import('../start/main.ts');
