/** How a server leaves those who balance load, before it closes. */
import { setTimeout } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

/**
 * Lets a server drain. From then on `/ready` answers 503, every other request is answered as before, and each answer
 * closes its connection, so that no client keeps one to a server that closes.
 * @param pauseMs how long those who balance load may take to read `/ready`, and to send their requests elsewhere
 * @returns starts to drain, and resolves when the pause is over: then the server may close
 */
export function drainable(app: FastifyInstance, pauseMs: number): () => Promise<void> {
  let isDraining = false;
  app.addHook('onRequest', ({ routeOptions }, reply, next) => {
    if (isDraining) void reply.header('connection', 'close');
    if (isDraining && routeOptions.url === '/ready')
      void reply.code(503).send({ ready: false, draining: true });
    else next();
  });
  return async () => {
    isDraining = true;
    if (pauseMs > 0) await setTimeout(pauseMs);
  };
}
