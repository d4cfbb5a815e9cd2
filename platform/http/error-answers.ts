/** The answers to requests that reach no handler, or whose handler fails. Their body has the shape of GraphQL's errors. */
import type { Socket } from 'node:net';
import { STATUS_CODES } from 'node:http';
import type { FastifyError, FastifyInstance } from 'fastify';
import type { ErrorCode } from '../format-error.ts';
import { log } from '../log.ts';
import { traceOf } from '../trace.ts';

/** An error as a client is sent it. */
export interface SentError {
  readonly message: string;
  readonly extensions: Readonly<Record<string, unknown>> & { readonly code: ErrorCode };
}

/** Adds to an error what a client is to have beside it. */
export type CompleteError = (error: SentError) => SentError;

/** The error codes of statuses. Other statuses have the code of their class. */
const CODES: Readonly<Record<number, ErrorCode>> = { 401: 'UNAUTHENTICATED', 404: 'NOT_FOUND' };

/** What the framework says too short. */
const MESSAGES: Readonly<Record<string, string>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'Content-Type: expected "application/json".',
};

const bodyOf = (status: number, message: string): { errors: SentError[] } => ({
  errors: [{ message, extensions: { code: codeOf(status) } }],
});

const codeOf = (status: number): ErrorCode =>
  CODES[status] ?? (status < 500 ? 'BAD_REQUEST' : 'INTERNAL_SERVER_ERROR');

/** @param isClosing whether the server closes */
export function answerErrors(app: FastifyInstance, isClosing: () => boolean): void {
  app.setErrorHandler<FastifyError>((error, { id }, reply) => {
    const status = error.statusCode ?? 500;
    // What fails for a client that has gone, because this server closes, is no failure.
    const isExpected = isClosing() && reply.raw.destroyed;
    if (status >= 500 && !isExpected)
      log.error({ requestId: id, ...traceOf(error) }, 'unexpected error');
    const message =
      status < 500
        ? (MESSAGES[error.code] ?? error.message)
        : 'Something went wrong on our side. It is logged.';
    return reply.code(status).send(bodyOf(status, message));
  });
  answerUnrouted(app);
}

/** Completes all errors that are sent as such. An answer of GraphQL is a text by then. */
export function completeErrors(app: FastifyInstance, complete: CompleteError): void {
  app.addHook('preSerialization', async (_request, _reply, payload) => {
    const { errors } = (payload ?? {}) as { errors?: readonly SentError[] };
    return errors ? { errors: errors.map(complete) } : payload;
  });
}

/** Answers 405 where the path is there with other methods, else 404. */
function answerUnrouted(app: FastifyInstance): void {
  const methods = new Map<string, Set<string>>();
  app.addHook('onRoute', ({ url, method }) => {
    methods.set(url, new Set([...(methods.get(url) ?? []), ...[method].flat()]));
  });
  app.setNotFoundHandler(({ url, method }, reply) => {
    const allowed = [...(methods.get(url.split('?', 1)[0] ?? '') ?? [])].join(', ');
    if (!allowed) return reply.code(404).send(bodyOf(404, 'There is nothing here.'));
    const message = `The method ${method} is not allowed here: expected one of ${allowed}.`;
    return reply.code(405).header('allow', allowed).send(bodyOf(405, message));
  });
}

/** The statuses of what Node cannot read, by its code of the error, each with a sentence. */
const UNREADABLE: Readonly<Record<string, readonly [status: number, message: string]>> = {
  HPE_HEADER_OVERFLOW: [431, 'The address and the headers are too long.'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'The request took too long to arrive.'],
};
const NO_HTTP = [400, 'This is not a valid HTTP request.'] as const;

/** Answers what is not HTTP, or too long for it, and closes the connection: the option `clientErrorHandler` of Fastify. */
export const answerUnreadable =
  (complete: CompleteError) =>
  ({ code = '' }: { code?: string }, socket: Socket): void => {
    if (code === 'ECONNRESET' || socket.destroyed) return;
    const [status, message] = UNREADABLE[code] ?? NO_HTTP;
    const body = JSON.stringify({ errors: bodyOf(status, message).errors.map(complete) });
    const head = [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      'content-type: application/json; charset=utf-8',
      `content-length: ${Buffer.byteLength(body)}`,
      'connection: close',
    ];
    if (socket.writable) socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
    socket.destroy();
  };
