/** One poll of a feed: asks for the entries after the cursor, applies the response, and saves how far it came. */
import { log } from '../../../platform/log.ts';
import { applyResponse } from './apply.ts';
import type { FollowOptions } from './follow-options.ts';
import type { FollowProgress } from './progress.ts';
import { createReceiver, type PollControl } from './receiver.ts';
import type { FollowRecord } from './records.ts';

/** How long an organisation may wait for its next entry, in seconds, and the most entries of a response. */
const WAIT_S = 20;
const LIMIT = 500;

/** The most heartbeats of a response: twice as many as the two a second that organisations send. */
const MAX_HEARTBEATS = 4 * WAIT_S;

/**
 * Polls once. Answers whether the response had any entry.
 * @throws Error when the organisation cannot be reached, its response is no valid feed, or its log is another one
 */
export async function pollFeed(
  options: FollowOptions,
  progress: FollowProgress,
  control: PollControl,
): Promise<boolean> {
  // The receiver moves its cursor while entries are applied; `save` stores it once the poll has ended.
  const record = progress.record();
  // It was discarded since it was loaded: the feed is to be read from its start.
  if (!record) return false;
  const { organisation, client, url, cardFrom } = options;
  const { _id: id, cursor: after } = record;
  // A response that waits for news is short: to compress it would cost more than it saves.
  const compressed = progress.freshness().state !== 'LIVE';
  const receiver = createReceiver(options, progress, record, control);
  const request = { organisation: id, url, after, wait: WAIT_S, limit: LIMIT, compressed };
  const limits = { after, limit: LIMIT, maxHeartbeats: MAX_HEARTBEATS };
  try {
    const last = await applyResponse(
      client.read(request, control.signal),
      { organisation: id, cardFrom: (given) => cardFrom(organisation, given), ...limits },
      receiver,
    );
    return await receiver.finish(last);
  } finally {
    await save(options, progress, record, receiver.refusals);
  }
}

/** Saves how far the poll came, unless the feed was restarted meanwhile. */
async function save(
  { organisation: { id }, records }: FollowOptions,
  progress: FollowProgress,
  record: FollowRecord,
  refusals: readonly string[],
): Promise<void> {
  const newlyRefused = refusals.length;
  if (newlyRefused > 0) {
    const refused = { organisation: id, refused: newlyRefused, reason: refusals[0] ?? '' };
    log.warn(refused, 'lines of a feed refused');
  }
  if (progress.record() !== record) return;
  record.refused += newlyRefused;
  record.lastRefusal = refusals.at(-1) ?? record.lastRefusal;
  const { _id, generation, refused: _refused, ...update } = record;
  if (await records.save(_id, generation, { ...update, newlyRefused })) return;
  // Another process has restarted the feed.
  progress.discardRecord();
}
