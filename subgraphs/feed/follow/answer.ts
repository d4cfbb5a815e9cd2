/** One answer of a feed, as it is taken in: its cards into the catalogue, its rubbish counted. */
import type { Entry } from '../protocol/entry.ts';
import type { EndLine } from '../protocol/lines.ts';
import type { Card } from '../../cards/card.ts';
import { type CardFrom, type Line, readLine, type Refusal } from './feed-line.ts';

/** How many cards are put into the catalogue at a time: few, for whoever asks a list may wait for them. */
const BATCH = 100;

/** What is told while an answer is taken in. */
export interface Intake {
  organisation: string;
  cardFrom: CardFrom;
  /** The number that the answer begins after. */
  after: number;
  /** The most entries that were asked for. */
  limit: number;
  /** The most empty lines that its wait allows. */
  beats: number;
  /** Which log the answer is of. Whatever this throws ends the answer before anything of it is taken. */
  onLog(log: string): Promise<void>;
  apply(entries: readonly Entry<Card>[]): Promise<void>;
  /** All entries up to a number are in the catalogue. */
  onApplied(upTo: number): void;
  /** The organisation was heard. */
  onHeard(): void;
  /** It says that nothing was written after the entries so far. */
  onBeat(): Promise<void>;
  onRefused(why: Refusal): void;
}

/**
 * Takes in an answer, line by line, and resolves with its last line once nothing follows. What it applied before
 * it broke off stays.
 * @throws Error when it has more lines than were asked for or empty ones than its wait allows, ends before its own
 * entries, or has no end.
 */
export async function takeIn(
  lines: AsyncIterable<string | null>,
  intake: Intake,
): Promise<EndLine> {
  const taking = takingOf(intake);
  for await (const text of lines) {
    intake.onHeard();
    if (text === '') await taking.beat();
    else await taking.take(text);
  }
  return taking.end();
}

const TOO_LONG: Line = { is: 'REFUSED', why: 'longer than a line may be', seq: null };

/** An answer that is under way. */
function takingOf({ organisation, cardFrom, after, limit, beats, ...told }: Intake) {
  let batch: Entry<Card>[] = [];
  let [at, count, empty, isNamed] = [after, 0, 0, false];
  let end: EndLine | null = null;

  const flush = async (): Promise<void> => {
    await told.apply(batch);
    batch = [];
    told.onApplied(at);
  };

  async function takeEntry(line: Exclude<Line, { is: 'LOG' | 'END' }>): Promise<void> {
    if (end) throw new Error('It goes on after its end.');
    count += 1;
    if (count > limit) throw new Error('Its answer has no end.');
    at = Math.max(at, line.seq ?? 0);
    if (line.is === 'REFUSED') told.onRefused(line.why);
    else batch.push(line.entry);
    if (batch.length === BATCH) await flush();
  }

  async function takeEnd(line: EndLine): Promise<void> {
    if (end) throw new Error('It goes on after its end.');
    if (line.end < at && at > after) throw new Error('It ends before its own entries.');
    await flush();
    end = line;
  }

  return {
    async beat(): Promise<void> {
      empty += 1;
      if (empty > beats)
        throw new Error('It says more often than it may that nothing was written.');
      if (isNamed && !end) await told.onBeat();
    },

    async take(text: string | null): Promise<void> {
      const line = text === null ? TOO_LONG : readLine(text, organisation, at, cardFrom);
      if ((line.is === 'LOG') === isNamed)
        throw new Error('It does not say first, and once, which log it is.');
      isNamed = true;
      if (line.is === 'LOG') return told.onLog(line.log);
      return line.is === 'END' ? takeEnd(line) : takeEntry(line);
    },

    async end(): Promise<EndLine> {
      if (end) return end;
      await flush();
      throw new Error('Its answer broke off.');
    },
  };
}
