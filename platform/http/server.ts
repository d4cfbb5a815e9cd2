/** The HTTP side of every server of the house. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import Fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import { log } from '../log.ts';
import { traceOf } from '../trace.ts';
import { StartFailure } from '../start-failure.ts';

/** What a status is called where that is not by its class. */
const CODES: Readonly<Record<number, string>> = { 401: 'UNAUTHENTICATED' };

/** Whether a server can do its work, and what it says about it. */
export interface Readiness {
  ready: boolean;
  [detail: string]: unknown;
}

/** No request of a client is larger: 256 KB. */
const BODY_LIMIT = 256 * 1024;

/** Where a server that signs publishes its public keys. */
export const PUBLIC_KEYS = '/.well-known/jwks.json';

/** What anyone may ask of any server of the house. */
export const OPEN_PATHS: ReadonlySet<string> = new Set(['/live', '/ready', PUBLIC_KEYS]);

/** How often, while a server closes, connections with nothing to do are let go of. */
const SWEEP_MS = 25;

/** A request that is not there as a whole by then is let go of. */
const REQUEST_WITHIN_MS = 60_000;

/** Longer than any client's pool keeps an idle connection, so that the client is the one who closes it. */
const KEEP_ALIVE_MS = 75_000;

/** Carries the id of a request, from the gateway to every server that it asks, and to the client. */
export const REQUEST_ID_HEADER = 'x-request-id';

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

const newRequestId = (): string => randomUUID();

/** The id that the gateway gave a request; a new one where there is none. */
export function requestIdOfGateway({ headers }: IncomingMessage): string {
  const given = headers[REQUEST_ID_HEADER];
  return typeof given === 'string' && UUID.test(given) ? given : newRequestId();
}

interface HttpOptions {
  /** The largest request, in bytes. */
  bodyLimit?: number;
  /** The id of a request; a new one when left out, whatever a client says. */
  requestIdOf?(request: IncomingMessage): string;
}

/**
 * A server that answers `GET /live` (the process runs) and `GET /ready` (it can do its work: 200, or 503
 * with what is missing), and logs a line for each answer, at the level `info`.
 */
export function createHttp(
  readiness: () => Promise<Readiness>,
  { bodyLimit = BODY_LIMIT, requestIdOf = newRequestId }: HttpOptions = {},
): FastifyInstance {
  const app = Fastify({
    bodyLimit,
    requestIdHeader: false,
    genReqId: requestIdOf,
    keepAliveTimeout: KEEP_ALIVE_MS,
    requestTimeout: REQUEST_WITHIN_MS,
    forceCloseConnections: 'idle',
  });
  finishWorkInHand(app);
  logAnswers(app);
  app.setErrorHandler<FastifyError>((error, { id }, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) log.error({ requestId: id, ...traceOf(error) }, 'unexpected error');
    const message =
      status < 500 ? error.message : 'Something went wrong on our side. It is logged.';
    const code = CODES[status] ?? (status < 500 ? 'BAD_REQUEST' : 'INTERNAL_SERVER_ERROR');
    return reply.code(status).send({ errors: [{ message, extensions: { code } }] });
  });
  app.setNotFoundHandler((_request, reply) =>
    reply
      .code(404)
      .send({ errors: [{ message: 'There is nothing here.', extensions: { code: 'NOT_FOUND' } }] }),
  );
  app.get('/live', () => ({ live: true }));
  app.get('/ready', async (_request, reply) => {
    const state = await readiness();
    return reply.code(state.ready ? 200 : 503).send(state);
  });
  return app;
}

/** One line for each answer; the client has the id too, to ask about it. */
function logAnswers(app: FastifyInstance): void {
  app.addHook('onRequest', async ({ id }, reply) => void reply.header(REQUEST_ID_HEADER, id));
  app.addHook('onResponse', async ({ id, method, routeOptions }, { statusCode, elapsedTime }) => {
    const ms = Math.round(elapsedTime);
    log.info(
      { requestId: id, method, route: routeOptions.url, status: statusCode, ms },
      'answered',
    );
  });
}

/** Publishes the public keys of who signs: `GET /.well-known/jwks.json`. */
export const servePublicKeys = (
  app: FastifyInstance,
  { published }: { published(): object },
): void => {
  app.get(PUBLIC_KEYS, (_request, reply) =>
    reply.header('cache-control', 'public, max-age=60').send(published()),
  );
};

/** Answers under way are given before a server closes; a connection that is done with its own is not waited for. */
function finishWorkInHand(app: FastifyInstance): void {
  app.addHook('preClose', async () => {
    const sweep = setInterval(() => app.server.closeIdleConnections(), SWEEP_MS);
    app.server.once('close', () => clearInterval(sweep));
  });
}

/**
 * Listens, and tells the port.
 * @throws StartFailure when the port is taken or may not be used.
 */
export async function listen(
  app: FastifyInstance,
  { host, port }: { host: string; port: number },
): Promise<number> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    throw portFailure(error, host, port);
  }
  return (app.server.address() as AddressInfo).port;
}

function portFailure(error: unknown, host: string, port: number): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE')
    return new StartFailure(
      `Port ${port} is in use: stop what runs there, or set PORT to another.`,
    );
  if (code === 'EACCES') return new StartFailure(`Port ${port} may not be used by this user.`);
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return new StartFailure(`HOST: this machine has no address "${host}".`);
  return error;
}
