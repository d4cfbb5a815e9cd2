/**
 * Keeps a program's copy of the directory, or of the list of affiliates, up to date until it is closed: it asks
 * for what is newer than the revision that it has, and the coalition answers as soon as there is something (long
 * polling). So a change arrives within milliseconds, and an idle program sends two requests a minute.
 */
import { type Clock, SYSTEM_CLOCK } from './clock.ts';
import { createDirectoryClient, type DirectoryClientOptions } from './directory-client.ts';
import { createDirectoryPoller, type SnapshotReceiver } from './directory-poller.ts';
import type { Snapshot } from './snapshot.ts';

export interface FollowDirectoryOptions<S extends Snapshot>
  extends Omit<DirectoryClientOptions<S>, 'timeout'>, SnapshotReceiver<S> {
  clock?: Clock;
}

export interface DirectorySubscription {
  /** Resolves once the first snapshot was accepted. */
  firstSnapshot: Promise<void>;
  /** Resolves once no request is open, and none follows. */
  close(): Promise<void>;
}

/** Follows until it is closed. A failure is logged and the request repeated; meanwhile the last snapshot stays. */
export function followDirectory<S extends Snapshot>(
  options: FollowDirectoryOptions<S>,
): DirectorySubscription {
  const { clock = SYSTEM_CLOCK } = options;
  const closed = new AbortController();
  const client = createDirectoryClient({ ...options, timeout: clock.timeout });
  let resolveFirst: (() => void) | undefined;
  const firstSnapshot = new Promise<void>((resolve) => {
    resolveFirst = resolve;
  });
  const { poll, recover } = createDirectoryPoller(client, options, () => resolveFirst?.(), clock);

  const run = async (): Promise<void> => {
    while (!closed.signal.aborted) {
      const pauseMs = await poll().catch((error: unknown) =>
        closed.signal.aborted ? 0 : recover(error),
      );
      if (pauseMs > 0) await clock.wait(pauseMs, closed.signal).catch(() => undefined);
    }
  };

  const running = run();
  return {
    firstSnapshot,
    close: async () => {
      closed.abort();
      await client.close();
      await running;
    },
  };
}
