/** The life of a process: it starts, notifies its parent, and stops cleanly on request. */
import { sourceLocation } from './source-location.ts';
import { StartFailure } from './start-failure.ts';

/** A server that runs in this process. */
export interface Running {
  /** The port that it listens on. */
  port: number;
  /** Says that it stops while it still serves, for as long as others may take to leave it alone. */
  drain?(): Promise<void>;
  /** Finishes the requests under way, and closes everything. */
  close(): Promise<void>;
}

/** How a process that starts is stopped before it serves. */
export interface Starting {
  /** Aborts when the process is asked to stop before it serves. */
  signal: AbortSignal;
  /** Says what to close then, in the place of what was said before. Without a word the process ends at once. */
  closeBy(close: () => Promise<void>): void;
}

type Stoppable = Pick<Running, 'drain' | 'close'>;

/** How long closing may take. */
const CLOSE_WITHIN_MS = 5_000;

/**
 * Starts a process, and notifies its parent once it serves. On SIGINT, SIGTERM, SIGHUP, or when its parent is gone, it
 * drains, closes and ends with exit code 0; before it serves, it closes what the start said, or ends at once. Where it cannot
 * start, it prints why on standard error, and ends with exit code 1.
 * @param closeWithinMs how long closing may take, once it has drained. After that the process ends all the same, with exit code 1
 */
export async function run(
  start: (starting: Starting) => Promise<Running>,
  closeWithinMs = CLOSE_WITHIN_MS,
): Promise<void> {
  const stopping = new AbortController();
  let begun: Stoppable | undefined;
  onStopRequest(() => {
    if (stopping.signal.aborted) return;
    stopping.abort();
    void end(begun, closeWithinMs);
  });
  try {
    const closeBy = (close: () => Promise<void>): void => void (begun = { close });
    begun = await start({ signal: stopping.signal, closeBy });
    process.send?.('serving');
  } catch (error) {
    // A start fails when what it stands on is closed.
    if (stopping.signal.aborted) return;
    process.stderr.write(`${sentenceOf(error)}\n`);
    process.exit(1);
  }
}

/** Has to be called before the start, since the parent may end meanwhile. */
function onStopRequest(stop: () => void): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  process.on('disconnect', stop);
  // The parent may have ended while modules were loaded. A process without `send` has no such parent.
  if (process.send && !process.connected) stop();
}

async function end(begun: Stoppable | undefined, closeWithinMs: number): Promise<void> {
  try {
    await begun?.drain?.();
    setTimeout(() => process.exit(1), closeWithinMs).unref();
    await begun?.close();
    process.exit(0);
  } catch {
    process.exit(1);
  }
}

const sentenceOf = (error: unknown): string => {
  if (error instanceof StartFailure) return error.message;
  return error instanceof Error ? sourceLocation(error.stack ?? error.message) : String(error);
};
