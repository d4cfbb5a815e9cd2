/**
 * Receives one response of a feed: what each part of it changes in the catalogue, the record and the progress. The client
 * reads the response in lines, `applyResponse` parses them and calls what stands here, and `pollFeed` saves the record.
 */
import type { Watchdog } from '../../../platform/async/watchdog.ts';
import { withTimeout } from '../../../platform/async/timeout.ts';
import type { EndLine } from '../protocol/lines.ts';
import type { ResponseHandlers } from './apply.ts';
import type { FollowOptions } from './follow-options.ts';
import { formatRefusal } from './parse-line.ts';
import type { FollowProgress } from './progress.ts';
import type { FollowRecord } from './records.ts';

/** A write to the catalogue that takes longer, in milliseconds, is given up, so that other feeds get their turn. */
const WRITE_TIMEOUT_MS = 20_000;

export interface PollControl {
  /** Aborts the poll. */
  signal: AbortSignal;
  watchdog: Pick<Watchdog, 'reset' | 'pauseDuring'>;
}

export interface Receiver extends ResponseHandlers {
  /** Why lines were refused, and what they were about, in order. */
  refusals: string[];
  /** Call it with the last line of the response. Answers whether the response had any entry. */
  finish(last: EndLine): Promise<boolean>;
}

/**
 * To be created before the request is sent.
 * @param record updated as the response is applied, to be saved afterwards
 */
export function createReceiver(
  { records, catalogue, semaphore }: FollowOptions,
  progress: FollowProgress,
  record: FollowRecord,
  { signal, watchdog }: PollControl,
): Receiver {
  const { _id: id, cursor: after, generation } = record;
  const refusals: string[] = [];
  let hasEntries = false;
  /** When the end of the feed is reached, the catalogue has everything that was acknowledged before this moment. */
  let askedAt = new Date();

  const write = (work: () => Promise<void>): Promise<void> =>
    watchdog.pauseDuring(() => semaphore.run(() => withTimeout(WRITE_TIMEOUT_MS, work()), signal));

  function advance(upTo: number): void {
    record.cursor = upTo;
    progress.advance(upTo);
  }

  async function reachEnd(): Promise<void> {
    // Also when this generation was complete before: a process that was paused may have added cards of an earlier one.
    if (!progress.isPruned()) await write(() => catalogue.prune(id, generation));
    progress.markPruned();
    record.complete = true;
    record.asOf = askedAt;
    progress.markReachable(true);
  }

  async function restart(): Promise<never> {
    progress.resetOffset();
    progress.discardRecord();
    await records.restart(id, generation);
    throw new Error('The feed has another log than before.');
  }

  return {
    refusals,
    async onLog(name) {
      if (record.log !== null && name !== record.log) await restart();
      record.log = name;
    },
    apply(entries) {
      hasEntries ||= entries.length > 0;
      return write(() => catalogue.apply(entries, id, generation));
    },
    onApplied: advance,
    onLine() {
      record.lastSeenAt = new Date();
      watchdog.reset();
    },
    async onHeartbeat() {
      const heartbeatAt = new Date();
      await reachEnd();
      // What was written until now is covered by the next heartbeat, or by the end of the response.
      askedAt = heartbeatAt;
    },
    onRefused: (line) => void refusals.push(formatRefusal(line)),
    async finish({ end, more }) {
      // The log is shorter than it was: its offsets have begun again, although its name is the same.
      if (end < after) await restart();
      advance(end);
      if (more) progress.markReachable(false);
      else await reachEnd();
      return hasEntries;
    },
  };
}
