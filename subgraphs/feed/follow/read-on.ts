/** One question to a feed, and what follows from its answer. */
import { log } from '../../../platform/log.ts';
import { within } from '../../../platform/async/timeout.ts';
import { takeIn } from './answer.ts';
import type { FollowOptions } from './follow-options.ts';
import type { FollowRecord } from './records.ts';
import type { Standing } from './standing.ts';
import type { Watchdog } from '../../../platform/async/watchdog.ts';

/** How long an organisation may take to have something new to say, in seconds, and the most entries of an answer. */
const WAIT_S = 20;
const LIMIT = 500;

/** The most beats of an answer: twice as many as it has who says so twice a second. */
const BEATS = 4 * WAIT_S;

/** What the database has not done by then it never does, and others have their turn. */
const PUT_WITHIN_MS = 20_000;

/** Who listens to an answer. */
interface Listening extends Pick<Watchdog, 'hear' | 'during'> {
  signal: AbortSignal;
}

/**
 * Reads on from where the record stands, and notes how far that went. Answers whether there was any entry.
 * @throws Error when the organisation does not answer as a feed does, or has another log than before.
 */
export async function readOn(
  options: FollowOptions,
  standing: Standing,
  { signal, hear: onHeard, during }: Listening,
): Promise<boolean> {
  const record = standing.record();
  if (!record) return false;
  const { gate } = options;
  const refusals: string[] = [];
  const onRefused = (why: string): void => void refusals.push(why);
  try {
    const put: Hearing['put'] = (work) =>
      during(() => gate.through(() => within(PUT_WITHIN_MS, work()), signal));
    return await ask(options, standing, record, { signal, onHeard, put, onRefused });
  } finally {
    await note(options, standing, record, refusals);
  }
}

interface Hearing {
  signal: AbortSignal;
  onHeard(): void;
  /** Does something to the catalogue once it is its turn; nobody is listened for meanwhile. */
  put(work: () => Promise<void>): Promise<void>;
  onRefused(why: string): void;
}

async function ask(
  { organisation, cardFrom, url, reader, records, catalogue }: FollowOptions,
  standing: Standing,
  record: FollowRecord,
  { signal, onHeard, put, onRefused }: Hearing,
): Promise<boolean> {
  const { _id: id, cursor: after, generation } = record;
  let isNews = false;
  // What was acknowledged before it was asked is in the answer; what was before a beat is known at the next.
  let asOf = new Date();
  const settle = async (): Promise<void> => {
    // Also where it is whole: a process that slept may have brought something since of what was older.
    if (!standing.isSwept()) await put(() => catalogue.vanish(id, generation));
    standing.sweep();
    record.whole = true;
    record.asOf = asOf;
    standing.hear(true);
  };
  const startOver = async (): Promise<never> => {
    standing.forget();
    standing.goBy(null);
    await records.restart(id, generation);
    throw new Error('It has another log than before.');
  };
  // What waits for news gets little, and to pack and unpack that would cost more than it saves.
  const packed = standing.freshness().state !== 'LIVE';
  const request = { organisation: id, url, after, wait: WAIT_S, limit: LIMIT, packed };
  const end = await takeIn(reader.read(request, signal), {
    organisation: id,
    cardFrom: (given) => cardFrom(organisation, given),
    after,
    limit: LIMIT,
    beats: BEATS,
    async onLog(name) {
      if (record.log !== null && name !== record.log) await startOver();
      record.log = name;
    },
    apply(entries) {
      isNews ||= entries.length > 0;
      return put(() => catalogue.apply(entries, id, generation));
    },
    onApplied(upTo) {
      record.cursor = upTo;
      standing.advance(upTo);
    },
    onHeard() {
      record.lastSeenAt = new Date();
      onHeard();
    },
    async onBeat() {
      const now = new Date();
      await settle();
      asOf = now;
    },
    onRefused,
  });
  if (end.end < after) await startOver();
  record.cursor = end.end;
  standing.advance(end.end);
  if (end.more) standing.hear(false);
  else await settle();
  return isNews;
}

/** Notes how far it went, unless the feed is to be read from its start by now. */
async function note(
  { organisation: { id }, records }: FollowOptions,
  standing: Standing,
  record: FollowRecord,
  refusals: readonly string[],
): Promise<void> {
  const newlyRefused = refusals.length;
  if (newlyRefused > 0)
    log.warn(
      { organisation: id, refused: newlyRefused, reason: refusals[0] ?? '' },
      'lines refused',
    );
  if (standing.record() !== record) return;
  record.refused += newlyRefused;
  record.lastRefusal = refusals.at(-1) ?? record.lastRefusal;
  const { _id, generation, refused: _refused, ...progress } = record;
  if (await records.note(_id, generation, { ...progress, newlyRefused })) return;
  // Another process reads it from its start.
  standing.goBy(null);
}
