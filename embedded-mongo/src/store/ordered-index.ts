import type { Doc } from '../values/document.ts';
import { keyOf } from '../values/keys.ts';
import type { Bounds } from './bounds.ts';
import type { Demands } from './demands.ts';
import { holdsEveryMatch } from './index-coverage.ts';
import { IndexEntries } from './index-entries.ts';
import { combinations, IndexKeys } from './index-keys.ts';
import type { IndexSpec } from './index-spec.ts';
import { KeyOrder } from './key-order.ts';
import type { Range } from './sorted-entries.ts';

/** Documents that, by an index, may match a filter. */
export interface Reach {
  /** Their `_id`s, as `keyOf` writes them. */
  readonly ids: Iterable<string>;
  /** How many entries of the index they have. */
  readonly size: number;
}

/** The same in the order of a sort. */
export interface OrderedReach extends Reach {
  /** How many ranges of the index are merged for it. */
  readonly ranges: number;
}

/** The most combinations of `$in` values that are looked up one by one. */
const MOST_LOOKUPS = 10_000;

/** The most ranges that are merged to give an order; the server's own limit. */
const MOST_MERGED = 200;

/**
 * An index in order. It answers equality on its first fields, then a range on the next one or the order of the next
 * ones. An array is indexed by each element and as a whole; a field that ever held one gives no order any more.
 */
export class OrderedIndex {
  readonly spec: IndexSpec;
  readonly fields: readonly string[];
  /** The fields of a document that its keys follow from, as far as they can be determined. */
  private readonly sources: readonly string[] | undefined;
  private readonly keys: IndexKeys;
  private readonly order: KeyOrder;
  private readonly entries: IndexEntries;

  constructor(spec: IndexSpec) {
    this.spec = spec;
    this.fields = Object.keys(spec.key);
    this.sources = sourcesOf(spec);
    this.keys = new IndexKeys(spec);
    this.order = new KeyOrder(spec);
    this.entries = new IndexEntries(this.order);
  }

  /** Whether a unique index holds a key of this document for another one. */
  conflicts(doc: Doc, self?: string): boolean {
    if (!this.spec.unique) return false;
    return this.keys.of(doc).some((wanted) => {
      const text = keyOf(wanted);
      for (const { key, id } of this.entries.walk(this.entries.range(wanted)))
        if (id !== self && keyOf(key) === text) return true;
      return false;
    });
  }

  add(doc: Doc, id: string): void {
    for (const key of this.keys.of(doc)) this.entries.add({ key, id });
  }

  remove(doc: Doc, id: string): void {
    for (const key of this.keys.of(doc)) this.entries.remove({ key, id });
  }

  /** Puts the new version of a document in the place of the old; costs nothing where its keys are the same. */
  replace(old: Doc, doc: Doc, id: string): void {
    // An update keeps the fields that it leaves alone.
    if (this.sources?.every((field) => old[field] === doc[field])) return;
    const [before, after] = [this.keys.of(old), this.keys.of(doc)];
    if (keyOf(before) === keyOf(after)) return;
    for (const key of before) this.entries.remove({ key, id });
    for (const key of after) this.entries.add({ key, id });
  }

  /** How many ranges of the index `reach` has to find: what it costs to learn how many documents they hold. */
  lookupsFor(demands: Demands): number {
    return this.prefix(demands, MOST_LOOKUPS).reduce((count, { length }) => count * length, 1);
  }

  /** The documents that hold what a filter demands; undefined where this index cannot say. */
  reach(demands: Demands): Reach | undefined {
    const prefix = this.prefix(demands, MOST_LOOKUPS);
    if (prefix.length === 0 && !this.boundsAt(0, demands)) return undefined;
    const ranges = this.rangesFor(demands, prefix);
    return (
      ranges && {
        ids: this.entries.idsIn(ranges, this.keys.isMultikey()),
        size: this.entries.count(ranges),
      }
    );
  }

  /** The same in the order of a sort such as `{ startsAt: 1, _id: 1 }`; undefined where this index does not give it. */
  inOrder(demands: Demands, sort: Readonly<Record<string, 1 | -1>>): OrderedReach | undefined {
    const wanted = Object.entries(sort);
    const start = this.fields.indexOf(wanted[0]?.[0] ?? '');
    const backwards = this.isBackwards(wanted, start);
    if (backwards === undefined) return undefined;
    const prefix = this.prefix(demands, MOST_MERGED).slice(0, start);
    const ranges = prefix.length < start ? undefined : this.rangesFor(demands, prefix);
    return (
      ranges && {
        ids: this.entries.mergedIds(ranges, start, backwards),
        size: this.entries.count(ranges),
        ranges: ranges.length,
      }
    );
  }

  /** Whether a sort by the fields from a place on reads the index backwards; undefined where the index is no help. */
  private isBackwards(wanted: [string, 1 | -1][], start: number): boolean | undefined {
    if (start < 0 || wanted.length === 0) return undefined;
    const signs = wanted.map(([field, direction], at) => {
      const same = this.fields[start + at] === field && !this.keys.isMultikey(field);
      return same ? direction * this.order.directionAt(start + at) : 0;
    });
    if (signs.every((sign) => sign === 1)) return false;
    return signs.every((sign) => sign === -1) ? true : undefined;
  }

  /** The values for the leading fields of the index, as far as the filter demands them and they are few. */
  private prefix({ values }: Demands, most: number): (readonly unknown[])[] {
    const prefix: (readonly unknown[])[] = [];
    let count = 1;
    for (const field of this.fields) {
      const list = values.get(field);
      if (!list) break;
      count *= list.length;
      if (count > most && (prefix.length > 0 || most < MOST_LOOKUPS)) break;
      prefix.push(list);
    }
    return prefix;
  }

  /** A range for each combination of the values; undefined where the index lacks documents that may match. */
  private rangesFor(
    demands: Demands,
    prefix: readonly (readonly unknown[])[],
  ): Range[] | undefined {
    const bounds = this.boundsAt(prefix.length, demands);
    if (!holdsEveryMatch(this.spec, demands.filter, prefix, bounds)) return undefined;
    return combinations(prefix).map((start) => this.entries.range(start, bounds));
  }

  /** The bounds on a field. Different elements of an array may meet the two ends, so of those only one counts. */
  private boundsAt(place: number, { bounds }: Demands): Bounds | undefined {
    const field = this.fields[place];
    const own = field === undefined ? undefined : bounds.get(field);
    if (!own || field === undefined || !this.keys.isMultikey(field)) return own;
    return 'least' in own ? { least: own.least } : own;
  }
}

/** The top-level fields that an index reads; undefined where its filter has operators such as `$and` on top. */
function sourcesOf({ key, partialFilterExpression = {} }: IndexSpec): string[] | undefined {
  const paths = [...Object.keys(key), ...Object.keys(partialFilterExpression)];
  if (paths.some((path) => path.startsWith('$'))) return undefined;
  return paths.map((path) => path.split('.', 1)[0] ?? '');
}
