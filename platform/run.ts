/** The life of a process: it starts, tells its parent so, and stops cleanly on request. */
import { sourcePlace } from './source-place.ts';
import { StartFailure } from './start-failure.ts';

/** A server that runs in this process. */
export interface Running {
  /** The port that it listens on. */
  port: number;
  /** Finishes the requests under way, and closes everything. */
  close(): Promise<void>;
}

/** How long closing may take. */
const CLOSE_WITHIN_MS = 5_000;

/**
 * Starts a process, and tells its parent once it serves. On SIGINT, SIGTERM, SIGHUP, or when its parent is gone, it
 * closes and ends with exit code 0; before it serves, it ends at once. Where it cannot start, it prints why on standard
 * error, and ends with exit code 1.
 * @param closeWithinMs how long closing may take. After that the process ends all the same, with exit code 1
 */
export async function run(
  start: () => Promise<Running>,
  closeWithinMs = CLOSE_WITHIN_MS,
): Promise<void> {
  let running: Running | undefined;
  let stopping = false;
  onStopRequest(() => {
    if (stopping) return;
    stopping = true;
    void end(running, closeWithinMs);
  });
  try {
    running = await start();
    process.send?.('serving');
  } catch (error) {
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

async function end(running: Running | undefined, closeWithinMs: number): Promise<void> {
  setTimeout(() => process.exit(1), closeWithinMs).unref();
  try {
    await running?.close();
    process.exit(0);
  } catch {
    process.exit(1);
  }
}

const sentenceOf = (error: unknown): string => {
  if (error instanceof StartFailure) return error.message;
  return error instanceof Error ? sourcePlace(error.stack ?? error.message) : String(error);
};
