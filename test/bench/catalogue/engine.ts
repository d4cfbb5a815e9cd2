/** The embedded engine, in a process of its own. */
import { startEmbeddedMongo } from '@groundswell/embedded-mongo';
import { serveRole } from '../measuring/role.ts';

serveRole({ start: async () => (await startEmbeddedMongo()).uri });
