/** Reads a response of a feed as a test needs it. */
import type { EndLine, EntryLine, LogLine } from '../../subgraphs/feed/protocol/lines.ts';

/** The parts of a response: the name of the log, the entries, the number of heartbeats, and the end. */
export function readFeed(text: string) {
  const lines = text.split('\n').slice(0, -1);
  const objects = lines.filter((line) => line !== '').map((line) => JSON.parse(line) as object);
  const [log, end] = [objects[0], objects.at(-1)];
  if (!log || !('log' in log)) throw new Error(`Expected a log, but got ${JSON.stringify(log)}.`);
  if (!end || !('end' in end)) throw new Error(`Expected an end, but got ${JSON.stringify(end)}.`);
  return {
    log: (log as LogLine).log,
    entries: objects.slice(1, -1) as EntryLine[],
    heartbeats: lines.length - objects.length,
    end: end as EndLine,
  };
}

/** The cards that a reader of the whole feed ends up with: the newest of each thing, without those of tombstones. */
export function cardsIn<Card>(text: string): Card[] {
  const newest = new Map<string, EntryLine>();
  for (const entry of readFeed(text).entries)
    if ((newest.get(entry.id)?.version ?? 0) <= entry.version) newest.set(entry.id, entry);
  return [...newest.values()].flatMap(({ card }) => (card ? [card as Card] : []));
}
