import type { Bounds } from './bounds.ts';
import type { IndexKey } from './index-keys.ts';
import type { IndexEntry, KeyOrder } from './key-order.ts';
import { SortedEntries, type Range } from './sorted-entries.ts';

/** The entries of an index in order, and ways to read ranges of them. */
export class IndexEntries {
  private readonly order: KeyOrder;
  private readonly entries: SortedEntries<IndexEntry>;

  constructor(order: KeyOrder) {
    this.order = order;
    this.entries = new SortedEntries((a, b) => this.order.compareEntries(a, b));
  }

  add(entry: IndexEntry): void {
    this.entries.add(entry);
  }

  remove(entry: IndexEntry): void {
    this.entries.remove(entry);
  }

  walk(range: Range): Iterable<IndexEntry> {
    return this.entries.walk(range);
  }

  /** The entries whose keys begin with some values, and have the next one within bounds. */
  range(start: IndexKey, bounds: Bounds = {}): Range {
    const ascends = this.order.directionAt(start.length) >= 0;
    const [low, high] = ascends ? (['least', 'most'] as const) : (['most', 'least'] as const);
    const from = low in bounds ? [...start, bounds[low]] : start;
    const to = high in bounds ? [...start, bounds[high]] : start;
    return {
      from: this.entries.seek(({ key }) => this.order.compareStart(key, from) < 0),
      to: this.entries.seek(({ key }) => this.order.compareStart(key, to) <= 0),
    };
  }

  /** How many entries some ranges have. */
  count(ranges: readonly Range[]): number {
    return ranges.reduce((sum, range) => sum + this.entries.count(range), 0);
  }

  /**
   * The documents of ranges that have no entry in common, each once.
   * @param repeats whether a document may have several entries
   */
  *idsIn(ranges: readonly Range[], repeats: boolean): Generator<string> {
    const seen = repeats ? new Set<string>() : undefined;
    for (const range of ranges)
      for (const { id } of this.entries.walk(range)) {
        if (seen?.has(id)) continue;
        seen?.add(id);
        yield id;
      }
  }

  /** The same in the order of the fields from a place on, by merging the ranges. */
  *mergedIds(ranges: readonly Range[], from: number, backwards: boolean): Generator<string> {
    const sign = backwards ? -1 : 1;
    const seen = new Set<string>();
    const heads = ranges.flatMap((range) => headOf(this.entries.walk(range, backwards)));
    while (heads.length > 0) {
      let [first] = heads as [Head];
      for (const head of heads)
        if (sign * this.order.compareEntries(head.entry, first.entry, from) < 0) first = head;
      const { id } = first.entry;
      if (!seen.has(id)) {
        seen.add(id);
        yield id;
      }
      heads.splice(heads.indexOf(first), 1, ...headOf(first.rest));
    }
  }
}

/** The next entry of a range, and those after it. */
interface Head {
  readonly entry: IndexEntry;
  readonly rest: Generator<IndexEntry>;
}

function headOf(rest: Generator<IndexEntry>): Head[] {
  const { value, done } = rest.next();
  return done ? [] : [{ entry: value, rest }];
}
