/** What a feed says, read plainly. */
import type { EndLine, EntryLine, LogLine } from '../../subgraphs/feed/protocol/lines.ts';

/** The lines of an answer: which log it is of, its entries, how often it said that there was nothing, and its end. */
export function readFeed(text: string) {
  const lines = text.split('\n').slice(0, -1);
  const said = lines.filter((line) => line !== '').map((line) => JSON.parse(line) as object);
  const [log, end] = [said[0], said.at(-1)];
  if (!log || !('log' in log)) throw new Error(`Expected a log, but got ${JSON.stringify(log)}.`);
  if (!end || !('end' in end)) throw new Error(`Expected an end, but got ${JSON.stringify(end)}.`);
  return {
    log: (log as LogLine).log,
    entries: said.slice(1, -1) as EntryLine[],
    beats: lines.length - said.length,
    end: end as EndLine,
  };
}

/** What stands at the end of reading a feed from its start: the last card of each thing that has one. */
export function cardsIn<Card>(text: string): Card[] {
  const newest = new Map<string, EntryLine>();
  for (const entry of readFeed(text).entries)
    if ((newest.get(entry.id)?.version ?? 0) <= entry.version) newest.set(entry.id, entry);
  return [...newest.values()].flatMap(({ card }) => (card ? [card as Card] : []));
}
