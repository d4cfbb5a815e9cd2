/** The life of a process: it starts, notifies its parent, and stops cleanly on request. */
import { sourceLocation } from './source-location.ts';
import { StartFailure } from './start-failure.ts';

/** A server that runs in this process. */
export interface Running {
  /** The port that it listens on. */
  port: number;
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

/** How long closing may take. */
const CLOSE_WITHIN_MS = 5_000;

/**
 * Starts a process, and notifies its parent once it serves. On SIGINT, SIGTERM, SIGHUP, or when its parent is gone, it
 * closes and ends with exit code 0; before it serves, it closes what the start said, or ends at once. Where it cannot
 * start, it prints why on standard error, and ends with exit code 1.
 * @param closeWithinMs how long closing may take. After that the process ends all the same, with exit code 1
 */
export async function run(
  start: (starting: Starting) => Promise<Running>,
  closeWithinMs = CLOSE_WITHIN_MS,
): Promise<void> {
  const stopping = new AbortController();
  let close: (() => Promise<void>) | undefined;
  onStopRequest(() => {
    if (stopping.signal.aborted) return;
    stopping.abort();
    void end(close, closeWithinMs);
  });
  try {
    const closeBy = (given: () => Promise<void>): void => void (close = given);
    const running = await start({ signal: stopping.signal, closeBy });
    close = () => running.close();
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

async function end(close: (() => Promise<void>) | undefined, closeWithinMs: number): Promise<void> {
  setTimeout(() => process.exit(1), closeWithinMs).unref();
  try {
    await close?.();
    process.exit(0);
  } catch {
    process.exit(1);
  }
}

const sentenceOf = (error: unknown): string => {
  if (error instanceof StartFailure) return error.message;
  return error instanceof Error ? sourceLocation(error.stack ?? error.message) : String(error);
};
