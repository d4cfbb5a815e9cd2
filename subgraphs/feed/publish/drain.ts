/**
 * Moves pending rows into the log, a batch at a time. Any process of the organisation may do so at any time, and may
 * crash at any point: rows that it leaves pending are logged by the next.
 */
import { log as processLog } from '../../../platform/log.ts';
import { traceOf } from '../../../platform/trace.ts';
import type { Card } from '../../cards/card.ts';
import type { LogEntry } from '../protocol/log-entry.ts';
import type { Outbox, PendingRow } from './card-source.ts';
import type { AppendResult, Log } from './log.ts';

/** How many rows of one collection a batch has at most. */
const BATCH = 250;

interface DrainHooks {
  /** Called when entries were logged. */
  onLogged(): void;
  /** Waits a moment, when another process took the next offset first: it may be logging the same rows. */
  backOff(): Promise<void>;
}

export interface DrainResult {
  /** The highest offset that was given to the batch; 0 when no entry was inserted. */
  upTo: number;
  /** False when every row is logged that was pending when the batch began. */
  more: boolean;
}

/**
 * Makes a function that logs one batch. Call it until `more` is false.
 *
 * @param pendingSources those that have pending rows
 *
 * @example
 * const drain = createDrain(log, async () => [ideas.cards, events.cards], { onLogged, backOff });
 * while ((await drain()).more);
 */
export function createDrain(
  log: Log<Card>,
  pendingSources: () => Promise<readonly Outbox[]>,
  { onLogged, backOff }: DrainHooks,
): () => Promise<DrainResult> {
  return async () => {
    const sources = await pendingSources();
    const found = await Promise.all(sources.map((source) => source.pendingRows(BATCH)));
    const entries = found.flatMap(({ rows }) => rows.flatMap(({ entry }) => entry ?? []));
    const appended = await log.append(entries);
    const { logged, ignored, upTo } = appended;
    if (logged.length > 0) onLogged();
    await Promise.all(sources.map((source, at) => settle(source, found[at]?.rows ?? [], appended)));
    await log.compact(appended).catch((error: unknown) => {
      // The next batch compacts what this one could not.
      processLog.warn(traceOf(error), 'feed log not compacted');
    });
    const lostRace = logged.length < entries.length;
    if (lostRace) await backOff();
    return { upTo, more: lostRace || ignored.length > 0 || found.some(({ more }) => more) };
  };
}

/** Notes in one collection which of its rows are logged, and supersedes those whose entries every reader ignores. */
async function settle(
  source: Outbox,
  rows: readonly PendingRow[],
  { logged, ignored }: AppendResult<Card>,
): Promise<void> {
  // A row without an entry needs none: it counts as logged.
  const isLogged = new Set<LogEntry<Card> | null>([null, ...logged]);
  const tombstones = new Map(ignored.map((one) => [one.entry, one.tombstoneVersion]));
  const isIgnored = ({ entry }: PendingRow) => entry !== null && tombstones.has(entry);
  await source.markLogged(rows.filter((row) => isLogged.has(row.entry) && !isIgnored(row)));
  for (const row of rows) {
    const tombstoneVersion = row.entry && tombstones.get(row.entry);
    if (tombstoneVersion) await source.supersede(row, tombstoneVersion);
  }
}
