/** How a request ends: with its answer, or because its client has left. */
import { setMaxListeners } from 'node:events';
import type { FastifyReply } from 'fastify';

/** Calls when the answer is sent, or the client has left. */
export function whenEnded({ raw }: FastifyReply, ended: () => void): void {
  raw.once('close', ended);
  if (raw.closed) ended();
}

/** A signal that aborts when the client disconnects before it has its answer. */
export function abortOnDisconnect(reply: FastifyReply): AbortSignal {
  const left = new AbortController();
  // Each owner that an operation asks is a listener, and there may be any number of them.
  setMaxListeners(0, left.signal);
  whenEnded(reply, () => {
    if (!reply.raw.writableFinished) left.abort();
  });
  return left.signal;
}
