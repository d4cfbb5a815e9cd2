/** Applies one response of a feed: puts its cards into the catalogue in batches, and reports the lines that it refuses. */
import type { Card } from '../../cards/card.ts';
import type { EndLine } from '../protocol/lines.ts';
import type { LogEntry } from '../protocol/log-entry.ts';
import { type CardFrom, type ParsedLine, parseLine, type RefusedLine } from './parse-line.ts';

/** How many cards are put into the catalogue at a time: few, because a client's list may have to wait for them. */
const BATCH = 100;

/** What the response is of, and the limits that a valid one keeps. */
export interface ExpectedResponse {
  organisation: string;
  cardFrom: CardFrom;
  /** The response is to begin after this offset. */
  after: number;
  /** The most entries that it may have. */
  limit: number;
  /** The most heartbeats that it may have. */
  maxHeartbeats: number;
}

/** What to do with each part of the response. */
export interface ResponseHandlers {
  /** Called first, with the name of the log. When it throws, nothing of the response is applied. */
  onLog(log: string): Promise<void>;
  /** Puts entries into the catalogue. */
  apply(entries: readonly LogEntry<Card>[]): Promise<void>;
  /** Called when the catalogue has all entries up to an offset. */
  onApplied(upTo: number): void;
  /** Called for every line. */
  onLine(): void;
  /** Called for a heartbeat, which says that nothing was written after the entries so far. */
  onHeartbeat(): Promise<void>;
  onRefused(line: RefusedLine): void;
}

/**
 * Applies the lines of a response as they come, and resolves with its last line once the response has ended. What was
 * applied before a failure stays applied. An empty line is a heartbeat, and null stands for a line that was too long.
 * @throws Error when the response breaks the protocol, or breaks off
 */
export async function applyResponse(
  lines: AsyncIterable<string | null>,
  expected: ExpectedResponse,
  handlers: ResponseHandlers,
): Promise<EndLine> {
  const response = createResponse(expected, handlers);
  for await (const line of lines) {
    handlers.onLine();
    if (line === '') await response.heartbeat();
    else await response.line(line);
  }
  return response.finish();
}

const TOO_LONG: ParsedLine = {
  is: 'REFUSED',
  why: 'longer than a line may be',
  seq: null,
  thing: null,
};

/** A response under way. */
function createResponse(
  { organisation, cardFrom, after, limit, maxHeartbeats }: ExpectedResponse,
  handlers: ResponseHandlers,
) {
  let batch: LogEntry<Card>[] = [];
  let [offset, entries, heartbeats, hasLog] = [after, 0, 0, false];
  let end: EndLine | null = null;

  async function flush(): Promise<void> {
    await handlers.apply(batch);
    batch = [];
    handlers.onApplied(offset);
  }

  async function addLine(line: Exclude<ParsedLine, { is: 'LOG' | 'END' }>): Promise<void> {
    if (end) throw new Error('The response goes on after its last line.');
    entries += 1;
    if (entries > limit) throw new Error('The response has more entries than were asked for.');
    offset = Math.max(offset, line.seq ?? 0);
    if (line.is === 'REFUSED') handlers.onRefused(line);
    else batch.push(line.entry);
    if (batch.length === BATCH) await flush();
  }

  async function addEnd(line: EndLine): Promise<void> {
    if (end) throw new Error('The response goes on after its last line.');
    // An end below `after` is right: the log was reset.
    if (line.end < offset && offset > after)
      throw new Error('The response ends at an offset below that of its own entries.');
    await flush();
    end = line;
  }

  return {
    async heartbeat(): Promise<void> {
      heartbeats += 1;
      if (heartbeats > maxHeartbeats)
        throw new Error('The response has more heartbeats than its wait allows.');
      if (hasLog && !end) await handlers.onHeartbeat();
    },

    async line(text: string | null): Promise<void> {
      const line = text === null ? TOO_LONG : parseLine(text, organisation, offset, cardFrom);
      if ((line.is === 'LOG') === hasLog)
        throw new Error('The response does not name its log once, on its first line.');
      hasLog = true;
      if (line.is === 'LOG') return handlers.onLog(line.log);
      return line.is === 'END' ? addEnd(line) : addLine(line);
    },

    async finish(): Promise<EndLine> {
      if (end) return end;
      await flush();
      throw new Error('The response broke off before its last line.');
    },
  };
}
