/**
 * The directory over HTTP: `GET /directory` for the gateway, with addresses and issuers, and `GET /affiliates` for
 * everyone, without. Both answer at once what is newer than `after`, or wait up to `wait` seconds for it: 204 then.
 */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Directory } from '../../../directory/directory.ts';
import type { OpenDirectory } from './open-directory.ts';

/** What anyone may ask. */
export const AFFILIATES_PATH = '/affiliates';

/** The longest wait, in seconds; a longer one that is asked for is cut. */
const LONGEST_WAIT = 25;

/** So many may wait at a time; one more is answered at once. */
const MOST_WAITING = 1_000;

/** In the answer's `cache-control`: nobody between may keep it. */
const NO_STORE = 'no-store';

const expected = (name: string, what: string, from: number) =>
  z
    .string(`${name}: expected ${what}.`)
    .regex(/^\d{1,15}$/, `${name}: expected ${what}.`)
    .transform(Number)
    .default(from);

const query = z.object({
  /** Before the first revision when left out. */
  after: expected('after', 'a revision, such as 7', -1),
  wait: expected('wait', 'a number of seconds, such as 25', 0),
});

type Served = Pick<OpenDirectory, 'now' | 'onChange' | 'look'>;

/** Serves both; no open question keeps the server from closing. */
export function serveDirectory(app: FastifyInstance, directory: Served): void {
  const newer = createWaiting(app, directory);
  const serve = (path: string, shown: (directory: Directory) => object) =>
    app.get(path, async (request, reply) => {
      const asked = query.safeParse(request.query);
      if (!asked.success) throw new WrongQuestion(asked.error.issues[0]?.message ?? '');
      const { after, wait } = asked.data;
      const found = await newer(after, Math.min(wait, LONGEST_WAIT) * 1_000, request.raw.socket);
      void reply.header('cache-control', NO_STORE);
      return found ? shown(found) : reply.code(204).send();
    });
  serve('/directory', (whole) => whole);
  serve(AFFILIATES_PATH, ({ revision, affiliates }) => ({
    revision,
    affiliates: affiliates.map(({ id, status }) => ({ id, status })),
  }));
}

/**
 * Answers the directory once it is newer than a revision; null when the time, the asker or the server is gone first.
 * Who knows a revision that there is not yet heard it of another process, or of a database that is no more: then this
 * one looks, and answers what there is.
 */
function createWaiting(app: FastifyInstance, { now, onChange, look }: Served) {
  const waiting = new Set<() => void>();
  app.addHook('preClose', async () => {
    for (const stop of waiting) stop();
  });

  return async (
    after: number,
    waitMs: number,
    asker: Pick<NodeJS.EventEmitter, 'once' | 'off'>,
  ): Promise<Directory | null> => {
    if (now().revision < after) await look();
    const newer = () => (now().revision === after ? null : now());
    if (newer() || waitMs === 0 || waiting.size >= MOST_WAITING) return newer();
    await new Promise<void>((resolve) => {
      const stop = () => {
        waiting.delete(stop);
        clearTimeout(timer);
        asker.off('close', stop);
        forget();
        resolve();
      };
      const timer = setTimeout(stop, waitMs);
      const forget = onChange(() => void (newer() && stop()));
      asker.once('close', stop);
      waiting.add(stop);
    });
    return newer();
  };
}

/** Answered as 400 by `createHttp`. */
class WrongQuestion extends Error {
  readonly statusCode = 400;
}
