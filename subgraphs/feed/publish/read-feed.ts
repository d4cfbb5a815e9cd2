/** Answers one request for the feed: the entries after an offset, or a long poll for the next one. */
import type { Notifier } from '../../../platform/async/notifier.ts';
import type { DrainResult } from './drain.ts';
import type { LogCollection, StoredEntry } from './log-collection.ts';

/**
 * How long to wait, in milliseconds, before looking, by one command, whether another process logged something or left
 * rows pending. The interval doubles while nothing comes. What this process logs itself ends the wait at once, and so
 * does a client that waits for what it wrote at another: the coalition asks again.
 */
const POLL_MS = { first: 10, most: 250 };

/** The interval at which a waiting request sends a heartbeat. */
const HEARTBEAT_MS = 500;

/** What is asked for. */
export interface FeedRequest {
  /** Read the entries after this offset. */
  after: number;
  /** How long to wait for an entry when there is none, in milliseconds. */
  waitMs: number;
  /** The most entries. */
  limit: number;
}

/** The parts of the response, in order: one `LOG`, heartbeats while it waits, entries, and one `END`. */
export type FeedMessage =
  /** The name of the log. */
  | { is: 'LOG'; log: string }
  /** Up to this moment, nothing was written after the requested offset. */
  | { is: 'HEARTBEAT' }
  | ({ is: 'ENTRY' } & StoredEntry)
  /** The response had all entries up to this offset; with `more`, the log has further ones already. */
  | { is: 'END'; upTo: number; more: boolean };

/** What a response is made from. */
export interface FeedSource {
  log: LogCollection;
  /** Logs a batch of pending rows. */
  drain(): Promise<DrainResult>;
  /** Notified when this process has logged something. */
  logged: Pick<Notifier, 'wait'>;
}

/** Reads the feed. Aborting `stop` ends the wait. */
export async function* readFeed(
  { log, drain, logged }: FeedSource,
  { after, waitMs, limit }: FeedRequest,
  stop: AbortSignal,
): AsyncGenerator<FeedMessage> {
  const deadline = performance.now() + waitMs;
  /** Whether all rows that were pending when the request came have been logged. */
  let isDrained = !(await drain()).more;
  let heartbeatAt = performance.now();
  let pollMs = POLL_MS.first;
  const first = await log.statusOf(after);
  yield { is: 'LOG', log: first.log };
  for (let status = first; ; status = await log.statusOf(after)) {
    if (status.is !== 'AT THE END') return yield* pageAfter(log, after, limit, isDrained);
    if (!isDrained || status.pendingIn.length > 0) {
      // One batch at a time: its entries are sent before the next batch is logged.
      const { upTo, more } = await drain();
      isDrained ||= !more;
      if (upTo > 0 || more) continue;
    }
    const now = performance.now();
    if (now >= deadline || stop.aborted) return yield { is: 'END', upTo: after, more: false };
    if (now >= heartbeatAt) {
      yield { is: 'HEARTBEAT' };
      heartbeatAt = now + HEARTBEAT_MS;
    }
    await logged.wait(pollMs);
    pollMs = Math.min(POLL_MS.most, pollMs * 2);
  }
}

/**
 * The entries after an offset, and the end of the response. For an offset beyond the end of the log, the response ends at
 * the end of the log, by which the follower sees that the log was reset.
 */
async function* pageAfter(
  log: LogCollection,
  after: number,
  limit: number,
  isDrained: boolean,
): AsyncGenerator<FeedMessage> {
  const entries = await log.page(after, limit);
  for (const entry of entries) yield { is: 'ENTRY', ...entry };
  const upTo = entries.at(-1)?.offset ?? (await log.head());
  yield { is: 'END', upTo, more: entries.length === limit || !isDrained };
}
