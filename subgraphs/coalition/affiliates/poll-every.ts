/** Polls the database for changes of the directory. */
import { log } from '../../../platform/log.ts';
import { traceOf } from '../../../platform/trace.ts';

/**
 * Calls `poll` at an interval, and leaves out a call while the one before is under way. The first of several failures in
 * a row is logged; what was read before stays.
 */
export function pollEvery(
  everyMs: number,
  poll: () => Promise<void>,
): { /** Resolves once no call is under way. */ stop(): Promise<void> } {
  let isFailing = false;
  let polling: Promise<void> | null = null;
  const pollAndLog = async (): Promise<void> => {
    try {
      await poll();
      isFailing = false;
    } catch (error) {
      if (!isFailing) log.warn({ reason: 'directory', ...traceOf(error) }, 'directory not read');
      isFailing = true;
    }
    polling = null;
  };
  const timer = setInterval(() => void (polling ??= pollAndLog()), everyMs);
  return {
    stop: async () => {
      clearInterval(timer);
      await polling;
    },
  };
}
