/**
 * The log of what an organisation shares: entries at offsets that only go up. Any process of the organisation may append:
 * it inserts at the highest offset that it knows of plus one. Offsets are unique, so of two processes that try the same
 * offset one succeeds, and the other tries again. There is no lease and no clock, and a process that is paused for an
 * hour in the middle of a step does no harm.
 *
 * Compaction drops an entry once a later one of the same thing makes it superfluous. A dropped offset is free again, and
 * a process that was paused could insert at an offset that every reader has already passed. So offsets are closed before any
 * of them is dropped, and a process that has inserted entries checks afterwards whether their offsets were closed: those
 * entries are lost, and are appended again. (docs/decisions/offsets-are-closed-before-they-are-dropped.md)
 */
import { type NumberedLog, tryAppend } from '../../framework/numbered-log.ts';
import type { LogEntry } from '../protocol/log-entry.ts';

/** An entry of the log, without its card. */
export interface LogHeader {
  offset: number;
  thing: string;
  version: number;
  /** Whether the entry says that the thing is no longer shared. */
  tombstone: boolean;
}

/** How far the log is closed and compacted. */
export interface LogState {
  /** An entry that is inserted at this offset or a lower one from now on is lost: readers may have gone by. */
  closed: number;
  /** Up to this offset every superseded entry is dropped. */
  compacted: number;
}

/** Where the log is stored. Each call is one step, which all processes see in the same order. */
export interface LogStore<Card = unknown> extends NumberedLog<LogEntry<Card>> {
  /** The state of the log, and the headers of all entries of these things. */
  inspect(things: readonly string[]): Promise<LogState & { headers: LogHeader[] }>;
  /** Closes all offsets up to this one. What is closed already stays so. */
  close(upTo: number): Promise<void>;
  /** The things of the entries above one offset, up to another. */
  thingsBetween(above: number, upTo: number): Promise<string[]>;
  drop(offsets: readonly number[]): Promise<void>;
  markCompacted(upTo: number): Promise<void>;
}

/** What became of entries that were to be appended. */
export interface AppendResult<Card> {
  /** The entries that were appended for every reader to see. The caller must append the rest again. */
  logged: LogEntry<Card>[];
  /**
   * Those of the logged entries that every reader ignores, because the log has a tombstone of the same thing with their
   * version or a higher one: the thing's id was used before.
   */
  ignored: { entry: LogEntry<Card>; tombstoneVersion: number }[];
  /** The highest offset of the inserted entries; 0 when none was inserted. */
  upTo: number;
  /** The state of the log after the insert; null when none was inserted. */
  state: LogState | null;
}

export type Log<Card = unknown> = ReturnType<typeof createLog<Card>>;

/**
 * @param compactEvery how many new offsets there must be before the log is compacted again
 *
 * @example
 * const log = createLog<Card>(logCollection(db));
 * const entries = [{ thing: 'unite:idea:01JB…', version: 3, card }];
 * const result = await log.append(entries);
 * if (result.logged.length < entries.length) await appendTheRest();
 * await log.compact(result);
 */
export function createLog<Card>(store: LogStore<Card>, compactEvery = 100) {
  /** The highest offset after the last append; null when it has to be read. If it is out of date, the next insert fails. */
  let cachedHead: number | null = null;

  return {
    /** Appends as many of the entries as it can, in order: it stops where another process has taken the offset. */
    async append(entries: readonly LogEntry<Card>[]): Promise<AppendResult<Card>> {
      const nothing = { logged: [], ignored: [], upTo: 0, state: null };
      if (entries.length === 0) return nothing;
      const head = cachedHead;
      cachedHead = null;
      const { first, count } = await tryAppend(store, entries, head);
      if (count === 0) return nothing;
      const inserted = entries.slice(0, count);
      const things = [...new Set(inserted.map(({ thing }) => thing))];
      const { headers, ...state } = await store.inspect(things);
      const logged = inserted.filter((_, at) => first + at > state.closed);
      const upTo = first + count - 1;
      if (logged.length === entries.length) cachedHead = upTo;
      return { logged, ignored: findIgnored(logged, headers), upTo, state };
    },

    /** The highest offset now. */
    head: () => store.head(),

    /**
     * Drops superseded entries, once enough offsets are new since the last compaction. The next compaction redoes one
     * that a crash interrupted.
     */
    async compact({ upTo, state }: Pick<AppendResult<Card>, 'upTo' | 'state'>): Promise<void> {
      if (!state || upTo - state.compacted < compactEvery) return;
      await store.close(upTo);
      const things = await store.thingsBetween(state.compacted, upTo);
      const { headers } = await store.inspect(things);
      await store.drop(superseded(headers, upTo));
      await store.markCompacted(upTo);
    },
  };
}

/** The closed offsets whose thing has a later entry with an equal or higher version. */
export function superseded(headers: readonly LogHeader[], closed: number): number[] {
  const newest = new Map<string, number>();
  const dropped: number[] = [];
  for (const { offset, thing, version } of headers.toSorted((a, b) => b.offset - a.offset)) {
    const later = newest.get(thing) ?? 0;
    if (later >= version && offset <= closed) dropped.push(offset);
    newest.set(thing, Math.max(later, version));
  }
  return dropped;
}

/** The entries with a card that every reader ignores, because of a tombstone with their version or a higher one. */
const findIgnored = <Card>(
  entries: readonly LogEntry<Card>[],
  headers: readonly LogHeader[],
): AppendResult<Card>['ignored'] =>
  entries.flatMap((entry) => {
    const tombstones = headers.filter(
      ({ thing, tombstone, version }) =>
        tombstone && thing === entry.thing && version >= entry.version,
    );
    if (entry.card === null || tombstones.length === 0) return [];
    return [{ entry, tombstoneVersion: Math.max(...tombstones.map(({ version }) => version)) }];
  });
