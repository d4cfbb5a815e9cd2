/** The life of a process: it starts, says so, and stops clean when asked. */
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
 * Starts a process, and tells the one that forked it once it serves. It stops on SIGINT, SIGTERM, or when whoever started it is gone. A failure to start is
 * said in its own words on standard error, and the exit code is 1.
 */
export async function run(start: () => Promise<Running>): Promise<void> {
  try {
    const running = await start();
    stopWhenAsked(running);
    process.send?.('serving');
  } catch (error) {
    process.stderr.write(`${sentenceOf(error)}\n`);
    process.exit(1);
  }
}

function stopWhenAsked(running: Running): void {
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), CLOSE_WITHIN_MS).unref();
    running.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
  process.on('disconnect', stop);
}

const sentenceOf = (error: unknown): string => {
  if (error instanceof StartFailure) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
};
