/** The HTTP server that every program of this repository uses. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import type { Facts } from '../log-facts.ts';
import { isInfoLogged, log } from '../log.ts';
import type { Running } from '../run.ts';
import { StartFailure } from '../start-failure.ts';
import { drainable } from './drain.ts';
import {
  answerErrors,
  answerUnreadable,
  type CompleteError,
  completeErrors,
} from './error-answers.ts';
import { PUBLIC_KEYS } from './public-keys.ts';
import { refuseMalformed } from './refuse-malformed.ts';

/** Whether a server is ready, and details for operators. */
export interface Readiness {
  ready: boolean;
  [detail: string]: unknown;
}

/** The largest body of a client's request: 256 KB. */
const BODY_LIMIT = 256 * 1024;

/** The paths of every server that need no caller and no assertion. */
export const OPEN_PATHS: ReadonlySet<string> = new Set(['/live', '/ready', PUBLIC_KEYS]);

/** How often idle connections are closed while a server closes. */
const CLOSE_IDLE_EVERY_MS = 25;

/** How long a client may take to send a whole request. */
const REQUEST_WITHIN_MS = 60_000;

/** Longer than clients keep idle connections in their pools, so that it is the client who closes one. */
const KEEP_ALIVE_MS = 75_000;

/**
 * How long nothing may come or go on a connection: longer than any request takes that is answered. A client that takes
 * nothing of its answer would hold it, and keep a server that closes.
 */
const SILENT_FOR_MS = 120_000;

/** How many parts of the program wait for the end of one request. */
const MOST_END_LISTENERS = 20;

/** The header with the id of a request: from the gateway to every server that it asks, and to the client. */
export const REQUEST_ID_HEADER = 'x-request-id';

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

const newRequestId = (): string => randomUUID();

/** The id that the gateway gave a request; a new one where there is none. */
export function requestIdOfGateway({ headers }: IncomingMessage): string {
  const given = headers[REQUEST_ID_HEADER];
  return typeof given === 'string' && UUID.test(given) ? given : newRequestId();
}

interface HttpOptions {
  /** The largest body, in bytes. */
  bodyLimit?: number;
  /** The networks of proxies that are believed when they say which client sent a request. By default none is. */
  trustedProxies?: readonly string[] | undefined;
  /** The id of a request. When left out, each request has a new one, whatever id a client sends. */
  requestIdOf?(request: IncomingMessage): string;
  /** Facts for the line of a request that has ended, beside those of every request. */
  factsOf?(request: FastifyRequest): Facts;
  /** How long nothing may come or go on a connection, in milliseconds; for tests. */
  silentForMs?: number;
  /** What is added to each error that is sent. By default nothing is. */
  completeError?: CompleteError;
}

/**
 * A server that answers `GET /live` (the process runs) and `GET /ready` (200 where it is ready, else 503, with
 * details), and logs a line for each request, at the level `info`.
 */
export function createHttp(
  readiness: () => Promise<Readiness>,
  {
    bodyLimit = BODY_LIMIT,
    trustedProxies = [],
    requestIdOf = newRequestId,
    factsOf = () => ({}),
    silentForMs = SILENT_FOR_MS,
    completeError = (error) => error,
  }: HttpOptions = {},
): FastifyInstance {
  const app = Fastify({
    bodyLimit,
    requestIdHeader: false,
    trustProxy: [...trustedProxies],
    genReqId: requestIdOf,
    keepAliveTimeout: KEEP_ALIVE_MS,
    requestTimeout: REQUEST_WITHIN_MS,
    connectionTimeout: silentForMs,
    forceCloseConnections: 'idle',
    clientErrorHandler: answerUnreadable(completeError),
    // What still comes over an open connection is answered.
    return503OnClosing: false,
  });
  // Bodies are JSON. A form of any web page could post what is plain text.
  app.removeContentTypeParser('text/plain');
  const isClosing = finishRequests(app);
  logAnswers(app, factsOf);
  answerErrors(app, isClosing);
  completeErrors(app, completeError);
  refuseMalformed(app);
  app.get('/live', () => ({ live: true }));
  app.get('/ready', async (_request, reply) => {
    const state = await readiness();
    return reply.code(state.ready ? 200 : 503).send(state);
  });
  return app;
}

/** Logs one line for each request. The client is sent the id of the line too, to ask about it. */
function logAnswers(app: FastifyInstance, factsOf: (request: FastifyRequest) => Facts): void {
  app.addHook('onRequest', (request, reply, next) => {
    const { id, method, routeOptions } = request;
    const beganAt = performance.now();
    void reply.header(REQUEST_ID_HEADER, id);
    // Whatever ends with a request listens for its end: more than Node's ten where an answer is piped, and never many.
    reply.raw.setMaxListeners(MOST_END_LISTENERS);
    // Also where the client left before it had its answer: that has cost as much.
    reply.raw.once('close', () => {
      if (!isInfoLogged()) return;
      const { statusCode: status, raw } = reply;
      const facts = {
        requestId: id,
        method,
        route: routeOptions.url,
        ms: Math.round(performance.now() - beganAt),
      };
      if (raw.writableFinished) log.info({ ...facts, status, ...factsOf(request) }, 'answered');
      else log.info({ ...facts, reason: 'aborted', ...factsOf(request) }, 'client left');
    });
    next();
  });
}

/** Publishes the public keys of this server: `GET /.well-known/jwks.json`. */
export const servePublicKeys = (
  app: FastifyInstance,
  { published }: { published(): object },
): void => {
  app.get(PUBLIC_KEYS, (_request, reply) =>
    reply.header('cache-control', 'public, max-age=60').send(published()),
  );
};

/**
 * Sends the answers under way before a server closes. A connection is closed as soon as it is idle.
 * @returns whether the server closes
 */
function finishRequests(app: FastifyInstance): () => boolean {
  let isClosing = false;
  app.addHook('preClose', async () => {
    isClosing = true;
    const timer = setInterval(() => app.server.closeIdleConnections(), CLOSE_IDLE_EVERY_MS);
    app.server.once('close', () => clearInterval(timer));
  });
  return () => isClosing;
}

/** Where a server listens, and how it stops. */
export interface Listening {
  host: string;
  port: number;
  /** How long it goes on serving once `/ready` says that it stops, in milliseconds. By default it does not. */
  drainMs?: number;
  /** What stands before the names of its settings. By default nothing: they are `HOST` and `PORT`. */
  settings?: string;
}

/**
 * Listens.
 * @throws StartFailure when the port is in use, or may not be used.
 */
export async function listen(
  app: FastifyInstance,
  { host, port, drainMs = 0, settings = '' }: Listening,
): Promise<Required<Omit<Running, 'close'>>> {
  const drain = drainable(app, drainMs);
  try {
    await app.listen({ host, port });
  } catch (error) {
    throw portFailure(error, { host, port, settings });
  }
  return { port: (app.server.address() as AddressInfo).port, drain };
}

function portFailure(
  error: unknown,
  { host, port, settings }: Required<Omit<Listening, 'drainMs'>>,
): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE')
    return new StartFailure(
      `Port ${port} is in use: stop what runs there, or set ${settings}PORT to another.`,
    );
  if (code === 'EACCES') return new StartFailure(`Port ${port} may not be used by this user.`);
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return new StartFailure(`${settings}HOST: this machine has no address "${host}".`);
  return error;
}
