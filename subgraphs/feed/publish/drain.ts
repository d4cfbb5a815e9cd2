/** How marked rows come into the log. Any process may do it at any time, and stop anywhere in the middle. */
import { log as processLog } from '../../../platform/log.ts';
import { traceOf } from '../../../platform/trace.ts';
import type { Card } from '../../cards/card.ts';
import type { CardSource, Waiting } from './card-source.ts';
import type { Appended, Log } from './log.ts';
import type { Entry } from '../protocol/entry.ts';

/** How many rows of a collection go into the log at a time. */
const BATCH = 250;

interface Draining {
  /** There are new entries. */
  onLogged(): void;
  /** Waits a moment: another process was first, and may be logging the same rows. */
  stepBack(): Promise<void>;
}

/** What came of logging a batch. */
export interface Drained {
  /** The highest number that it gave; 0 where it gave none. */
  upTo: number;
  /** Whether there may be marked rows left of those that were there when it began. */
  more: boolean;
}

/** Logs a batch of the rows that are marked; once it says that there is no more, all is logged that was written before. */
export function createDrain(
  log: Log<Card>,
  sources: readonly CardSource[],
  { onLogged, stepBack }: Draining,
): () => Promise<Drained> {
  return async () => {
    const found = await Promise.all(sources.map((source) => source.waiting(BATCH)));
    const entries = found.flatMap(({ rows }) => rows.flatMap(({ entry }) => entry ?? []));
    const appended = await log.append(entries);
    const { logged, outlived, upTo } = appended;
    if (logged.length > 0) onLogged();
    await Promise.all(sources.map((source, at) => settle(source, found[at]?.rows ?? [], appended)));
    // What cannot be compacted now is compacted with the next.
    await log
      .compact(appended)
      .catch((error: unknown) => processLog.warn(traceOf(error), 'not compacted'));
    const lost = logged.length < entries.length;
    if (lost) await stepBack();
    return { upTo, more: lost || outlived.length > 0 || found.some(({ more }) => more) };
  };
}

/** Takes the marks off what is logged, and gives what outlived its own end a version above that. */
async function settle(
  source: CardSource,
  found: readonly Waiting[],
  { logged, outlived }: Appended<Card>,
): Promise<void> {
  const isLogged = new Set<Entry<Card> | null>([null, ...logged]);
  const by = new Map(outlived.map((one) => [one.entry, one.by]));
  const settled = found.filter(({ entry }) => isLogged.has(entry) && !(entry && by.has(entry)));
  await source.settle(settled);
  for (const row of found) {
    const above = row.entry && by.get(row.entry);
    if (above) await source.outlive(row, above);
  }
}
