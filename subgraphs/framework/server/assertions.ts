/** Only the gateway and the coalition are listened to: everything but `/live` and `/ready` needs their assertion. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import {
  type Asserted,
  ASSERTION_HEADER,
  type Assertions,
  type VerifiedHeader,
} from '../../../identity/assertion.ts';
import { GRANT_HEADER, SHARE_HEADER } from '../../../identity/sessions-of-signer.ts';
import { OPEN_PATHS } from '../../../platform/http/server.ts';

/** What the assertion of a request said; to be asked of requests that a handler was given. */
export type AssertedOf = (request: FastifyRequest) => Asserted;

/** The same, and how bodies are read as bytes. */
export interface AssertedRequests {
  (request: FastifyRequest): Asserted;
  /** Lets the handlers of a scope have bodies of whatever type, as their bytes. */
  takeBytes(scope: FastifyInstance): void;
}

/**
 * Refuses, with 401, every request without an assertion that is right: its header before a byte of the body is read,
 * and the body before it is read as anything.
 * @param alsoOpen paths of this server that anyone may ask, beside those of every server
 */
export function takeAsserted(
  app: FastifyInstance,
  assertions: Assertions,
  alsoOpen: readonly string[] = [],
): AssertedRequests {
  const open = new Set([...OPEN_PATHS, ...alsoOpen]);
  const headers = new WeakMap<FastifyRequest, VerifiedHeader>();
  const asserted = new WeakMap<FastifyRequest, Asserted>();
  const verifyBody = (request: FastifyRequest, body: string | Buffer): boolean => {
    const verified = headers.get(request)?.verifyBody(body);
    if (verified) asserted.set(request, verified);
    return verified !== null && verified !== undefined;
  };

  app.addHook('onRequest', async (request, reply) => {
    if (open.has(request.routeOptions.url ?? '')) return;
    const token = request.headers[ASSERTION_HEADER];
    const grant = request.headers[GRANT_HEADER];
    const found =
      typeof token === 'string'
        ? await assertions.verify(token, request.url, grant?.toString())
        : null;
    if (!found) throw new NotAsserted();
    headers.set(request, found);
    if (grant === undefined) void reply.header(SHARE_HEADER, assertions.share);
  });

  const parseJson = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    if (verifyBody(request, body)) void parseJson(request, body.toString(), done);
    else done(new NotAsserted());
  });
  // One without a body was parsed by nobody.
  app.addHook('preHandler', async (request) => {
    if (headers.has(request) && !asserted.has(request) && !verifyBody(request, ''))
      throw new NotAsserted();
  });

  const assertedOf = (request: FastifyRequest): Asserted => {
    const verified = asserted.get(request);
    if (!verified) throw new NotAsserted();
    return verified;
  };
  const takeBytes = (scope: FastifyInstance): void => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (request, body, done) => {
      if (verifyBody(request, body)) done(null, body);
      else done(new NotAsserted());
    });
  };
  return Object.assign(assertedOf, { takeBytes });
}

/** Answered with its status by `createHttp`. Says nothing of what is wrong, nor of what is served. */
class NotAsserted extends Error {
  readonly statusCode = 401;
  readonly code = 'UNAUTHENTICATED';

  constructor() {
    super('Only the gateway and the coalition may ask here.');
  }
}
