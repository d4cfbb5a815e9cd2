/**
 * Serves the directory over HTTP: `GET /directory` for the gateway, with addresses and issuers, and `GET /affiliates` for
 * everyone, with ids and statuses alone. Both take `after`, the revision that the client has, and `wait`, for how many
 * seconds the request may wait for a newer one. Without a newer one the answer is 204.
 */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Directory } from '../../../directory/directory.ts';
import type { DirectoryStore } from './directory-store.ts';
import { createLongPoll } from './long-poll.ts';

/** The path that needs no signature. */
export const AFFILIATES_PATH = '/affiliates';

/** The longest wait, in seconds; a longer one in a request is shortened to this. */
const MAX_WAIT_S = 25;

const number = (name: string, expected: string, whenLeftOut: number) =>
  z
    .string(`${name}: expected ${expected}.`)
    .regex(/^\d{1,15}$/, `${name}: expected ${expected}.`)
    .transform(Number)
    .default(whenLeftOut);

const querySchema = z.object({
  /** Left out, it is below every revision. */
  after: number('after', 'a revision, such as 7', -1),
  wait: number('wait', 'a number of seconds, such as 25', 0),
});

/** Serves both paths. */
export function serveDirectory(
  app: FastifyInstance,
  directory: Pick<DirectoryStore, 'now' | 'onChange' | 'refresh'>,
): void {
  const nextDirectory = createLongPoll(app, directory);
  const serve = (path: string, toBody: (directory: Directory) => object) =>
    app.get(path, async (request, reply) => {
      const query = querySchema.safeParse(request.query);
      if (!query.success) throw new BadQuery(query.error.issues[0]?.message ?? '');
      const { after, wait } = query.data;
      const waitMs = Math.min(wait, MAX_WAIT_S) * 1_000;
      const next = await nextDirectory(after, waitMs, request.raw.socket);
      void reply.header('cache-control', 'no-store');
      return next ? toBody(next) : reply.code(204).send();
    });
  serve('/directory', (current) => current);
  serve(AFFILIATES_PATH, ({ revision, affiliates }) => ({
    revision,
    affiliates: affiliates.map(({ id, status }) => ({ id, status })),
  }));
}

/** `createHttp` answers this as status 400 with its message. */
class BadQuery extends Error {
  readonly statusCode = 400;
}
