/** The life of a process: it starts, says so, and stops clean when asked. */
import { sourcePlace } from './source-place.ts';
import { StartFailure } from './start-failure.ts';

/** What runs in this process. */
export interface Running {
  /** The port it listens on. */
  port: number;
  /** Finishes the work in hand and lets go of everything. */
  close(): Promise<void>;
}

/** How long the work in hand may take to finish. */
const CLOSE_WITHIN_MS = 5_000;

/**
 * Starts a process, and tells the one that forked it once it serves. It stops, with exit code 0, on SIGINT,
 * SIGTERM, SIGHUP, or when whoever forked it is gone; asked before it serves it ends at once. A failure to
 * start is said in its own words on standard error, and the exit code is 1.
 * @param closeWithinMs how long closing may take before the process ends regardless, with exit code 1
 */
export async function run(
  start: () => Promise<Running>,
  closeWithinMs = CLOSE_WITHIN_MS,
): Promise<void> {
  let running: Running | undefined;
  let stopping = false;
  whenAsked(() => {
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

/** It has to be called before the start: whoever forked this process may go while it starts. */
function whenAsked(stop: () => void): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  process.on('disconnect', stop);
  // It may have gone while the modules of this process were read. Nobody forked what cannot send.
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
