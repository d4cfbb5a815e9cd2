/**
 * What the house uses of undici, in the place of all of it: no cookies, web sockets, caches, mocks, nor HTTP/2, which is
 * asked for nowhere. That half takes longest to load, and looks at Node's own `fetch`, which loads a second undici.
 */
import api from 'undici/lib/api/index.js';
import Dispatcher from 'undici/lib/dispatcher/dispatcher.js';

export { default as buildConnector } from 'undici/lib/core/connect.js';
export { default as errors } from 'undici/lib/core/errors.js';
export { default as Agent } from 'undici/lib/dispatcher/agent.js';
export { default as Pool } from 'undici/lib/dispatcher/pool.js';
export { fetch } from 'undici/lib/web/fetch/index.js';

Object.assign(Dispatcher.prototype, api);
