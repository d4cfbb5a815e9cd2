/** The embedded engine, in a process of its own. */
import { startEmbeddedMongo } from '../../../embedded-mongo/index.ts';
import { serveRole } from './role.ts';

serveRole({ start: async () => (await startEmbeddedMongo()).uri });
