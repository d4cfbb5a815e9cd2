/** Long polling: a request waits until the directory has another revision than the one that the client has. */
import type { FastifyInstance } from 'fastify';
import type { Directory } from '../../../directory/directory.ts';
import type { DirectoryStore } from './directory-store.ts';

/** How many requests may wait at a time; a further one is answered at once. */
const MAX_WAITING = 1_000;

/**
 * Waits for a directory with another revision than this one.
 * @param socket the client's connection: the wait ends when it closes
 * @returns null where the time is over, the client is gone or the server closes first
 */
export type NextDirectory = (
  revision: number,
  waitMs: number,
  socket: Pick<NodeJS.EventEmitter, 'once' | 'off'>,
) => Promise<Directory | null>;

/** Requests that wait do not keep the server from closing: they are answered before it closes. */
export function createLongPoll(
  app: FastifyInstance,
  { now, onChange, refresh }: Pick<DirectoryStore, 'now' | 'onChange' | 'refresh'>,
): NextDirectory {
  const waiting = new Set<() => void>();
  let isClosing = false;
  app.addHook('preClose', async () => {
    isClosing = true;
    for (const stop of waiting) stop();
  });

  return async (revision, waitMs, socket) => {
    // A revision that is ahead of ours comes from another process, or from before a backup was restored. If it is ahead
    // after a refresh too, the client is sent the directory that there is.
    if (now().revision < revision) await refresh();
    const next = () => (now().revision === revision ? null : now());
    if (next() || waitMs === 0 || isClosing || waiting.size >= MAX_WAITING) return next();
    await new Promise<void>((resolve) => {
      const stop = () => {
        waiting.delete(stop);
        clearTimeout(timer);
        socket.off('close', stop);
        unsubscribe();
        resolve();
      };
      const timer = setTimeout(stop, waitMs);
      const unsubscribe = onChange(() => void (next() && stop()));
      socket.once('close', stop);
      waiting.add(stop);
    });
    return next();
  };
}
