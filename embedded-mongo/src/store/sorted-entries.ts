/** A sorted list in chunks: to add or to remove an entry moves a few hundred others at most. */

/** A chunk that grows beyond this is split in two. */
const MOST_IN_CHUNK = 512;

/** Between two entries: before the one with this index in this chunk. */
export interface Position {
  readonly chunk: number;
  readonly at: number;
}

/** The entries from one position up to another. */
export interface Range {
  readonly from: Position;
  readonly to: Position;
}

export class SortedEntries<Entry> {
  private readonly compare: (a: Entry, b: Entry) => number;
  /** No chunk is empty, except the only one of an empty list. */
  private readonly chunks: Entry[][] = [[]];

  constructor(compare: (a: Entry, b: Entry) => number) {
    this.compare = compare;
  }

  add(entry: Entry): void {
    const { chunk, at } = this.seek((other) => this.compare(other, entry) < 0);
    const into = this.chunks[chunk];
    if (!into) return;
    into.splice(at, 0, entry);
    if (into.length <= MOST_IN_CHUNK) return;
    this.chunks.splice(chunk + 1, 0, into.splice(into.length >> 1));
  }

  /** Does nothing where there is no such entry. */
  remove(entry: Entry): void {
    const { chunk, at } = this.seek((other) => this.compare(other, entry) < 0);
    // Behind the last entry of a chunk is before the first of the next.
    const next = this.settled({ chunk, at });
    const from = this.chunks[next.chunk];
    const found = from?.[next.at];
    if (!from || found === undefined || this.compare(found, entry) !== 0) return;
    from.splice(next.at, 1);
    if (from.length === 0 && this.chunks.length > 1) this.chunks.splice(next.chunk, 1);
  }

  /** The position of the first entry that fails a test which only entries before it pass. */
  seek(isBefore: (entry: Entry) => boolean): Position {
    // It is in the last chunk whose first entry passes.
    const starts = firstNot(
      this.chunks,
      (entries) => entries.length > 0 && isBefore(entries[0] as Entry),
    );
    const chunk = Math.max(0, starts - 1);
    return { chunk, at: firstNot(this.chunks[chunk] ?? [], isBefore) };
  }

  /** How many entries are in a range; 0 where it ends before it begins. */
  count({ from, to }: Range): number {
    if (from.chunk >= to.chunk) return from.chunk === to.chunk ? Math.max(0, to.at - from.at) : 0;
    let count = to.at - from.at;
    for (let chunk = from.chunk; chunk < to.chunk; chunk++)
      count += this.chunks[chunk]?.length ?? 0;
    return count;
  }

  /** The entries of a range in order, or from its end to its start. */
  *walk({ from, to }: Range, backwards = false): Generator<Entry> {
    const first = backwards ? to.chunk : from.chunk;
    const last = backwards ? from.chunk : to.chunk;
    const step = backwards ? -1 : 1;
    for (let chunk = first; backwards ? chunk >= last : chunk <= last; chunk += step) {
      const entries = this.chunks[chunk] ?? [];
      const low = chunk === from.chunk ? from.at : 0;
      const high = chunk === to.chunk ? to.at : entries.length;
      for (let n = 0; n < high - low; n++)
        yield entries[backwards ? high - 1 - n : low + n] as Entry;
    }
  }

  private settled({ chunk, at }: Position): Position {
    const past = at >= (this.chunks[chunk]?.length ?? 0) && chunk + 1 < this.chunks.length;
    return past ? { chunk: chunk + 1, at: 0 } : { chunk, at };
  }
}

/** How many items at the start of a list pass a test that no item after them passes. */
function firstNot<Item>(items: readonly Item[], passes: (item: Item) => boolean): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (passes(items[middle] as Item)) low = middle + 1;
    else high = middle;
  }
  return low;
}
