/**
 * The log of what an organisation shares: entries under numbers that only ever go up. Any process appends, at
 * the highest number it knows and one; that no two entries have the same number decides every race. So there is
 * no lease and no clock, and a process that sleeps for an hour in the middle of a step does no harm.
 *
 * An entry may be dropped once a later one of the same thing stands. A number that was dropped is free again,
 * and a process that slept could take it, where no reader looks any more. So numbers are closed before any of
 * them is dropped, and who appended looks afterwards whether its numbers are closed: then it appends again.
 * (docs/decisions/numbers-are-closed-before-they-are-dropped.md)
 */
import { type NumberedLog, tryAppend } from '../../framework/numbered-log.ts';
import type { Entry } from '../protocol/entry.ts';

/** An entry that stands in the log, without its card. */
export interface Standing {
  number: number;
  thing: string;
  version: number;
  /** Whether it says that the thing is shared no longer. */
  gone: boolean;
}

/** What is known of the log's numbers. */
export interface Closing {
  /** No number up to this is given any more. */
  closed: number;
  /** Up to this number nothing is left to drop. */
  compacted: number;
}

/** Where the log is kept. Each of these is one step, seen by all processes in one order. */
export interface LogStore<Card = unknown> extends NumberedLog<Entry<Card>> {
  /** How far the log is closed, and all entries of these things. */
  look(things: readonly string[]): Promise<Closing & { standing: Standing[] }>;
  /** Closes all numbers up to this one; those closed already stay so. */
  close(upTo: number): Promise<void>;
  /** The things of the entries above one number, up to another. */
  thingsIn(above: number, upTo: number): Promise<string[]>;
  drop(numbers: readonly number[]): Promise<void>;
  noteCompacted(upTo: number): Promise<void>;
}

/** What came of appending. */
export interface Appended<Card> {
  /** The entries that stand now where all readers come by. The others are to be appended again. */
  logged: Entry<Card>[];
  /** Those of them that no reader takes, as an end of the same thing is newer: an id that was used again. */
  outlived: { entry: Entry<Card>; by: number }[];
  /** The highest number that any of the entries has; 0 where none was put. */
  upTo: number;
  /** What is known of the log since; null where none was put. */
  closing: Closing | null;
}

export type Log<Card = unknown> = ReturnType<typeof createLog<Card>>;

/** @param every how many numbers are compacted at a time */
export function createLog<Card>(store: LogStore<Card>, every = 100) {
  /** The highest number, as this process knows it; null when it has to ask. */
  let known: number | null = null;

  return {
    /** Appends entries, as far as no other process comes in between. */
    async append(entries: readonly Entry<Card>[]): Promise<Appended<Card>> {
      const nothing = { logged: [], outlived: [], upTo: 0, closing: null };
      if (entries.length === 0) return nothing;
      const head = known;
      known = null;
      const { first, count } = await tryAppend(store, entries, head);
      if (count === 0) return nothing;
      const ours = entries.slice(0, count);
      const seen = await store.look([...new Set(ours.map(({ thing }) => thing))]);
      const logged = ours.filter((_, at) => first + at > seen.closed);
      const upTo = first + count - 1;
      if (logged.length === entries.length) known = upTo;
      return { logged, outlived: outlivedBy(seen.standing, logged), upTo, closing: seen };
    },

    /** The highest number now. */
    head: () => store.head(),

    /** Drops what later entries stand for, once there are enough new numbers since the last time. */
    async compact({ upTo, closing }: Pick<Appended<Card>, 'upTo' | 'closing'>): Promise<void> {
      if (!closing || upTo - closing.compacted < every) return;
      await store.close(upTo);
      const things = await store.thingsIn(closing.compacted, upTo);
      const { standing } = await store.look(things);
      await store.drop(superseded(standing, upTo));
      await store.noteCompacted(upTo);
    },
  };
}

/** The numbers, up to the one that is closed, of entries for which a later one of the same thing stands. */
export function superseded(standing: readonly Standing[], closed: number): number[] {
  const newest = new Map<string, number>();
  const dropped: number[] = [];
  for (const { number, thing, version } of standing.toSorted((a, b) => b.number - a.number)) {
    const later = newest.get(thing) ?? 0;
    if (later >= version && number <= closed) dropped.push(number);
    newest.set(thing, Math.max(later, version));
  }
  return dropped;
}

/** Those of the entries after which no reader shows their thing: its end has their version, or a higher one. */
const outlivedBy = <Card>(
  standing: readonly Standing[],
  entries: readonly Entry<Card>[],
): Appended<Card>['outlived'] =>
  entries.flatMap((entry) => {
    const ends = standing.filter(
      ({ thing, gone, version }) => gone && thing === entry.thing && version >= entry.version,
    );
    if (entry.card === null || ends.length === 0) return [];
    return [{ entry, by: Math.max(...ends.map(({ version }) => version)) }];
  });
