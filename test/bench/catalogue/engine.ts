/** The embedded engine, in a process of its own. */
import { startEmbeddedMongo } from '../../../embedded-mongo/src/index.ts';
import { serveRole } from './role.ts';

serveRole({ start: async () => (await startEmbeddedMongo()).uri });
