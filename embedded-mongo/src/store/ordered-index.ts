import { ServerError } from '../errors.ts';
import { compileFilter, type Predicate } from '../match/filter.ts';
import { isMissing, type Doc } from '../values/document.ts';
import { distinct, keyOf } from '../values/keys.ts';
import { compare } from '../values/order.ts';
import { pathOf, valuesAt, type Path } from '../values/paths.ts';
import type { Bounds } from './bounds.ts';
import { implies } from './partial-filter.ts';
import type { IndexSpec } from './index-spec.ts';
import { type Range, SortedEntries } from './sorted-entries.ts';

/** What a filter demands: values that fields must hold one of, none twice, and bounds that they must lie between. */
export interface Demands {
  readonly filter: Doc;
  readonly values: ReadonlyMap<string, readonly unknown[]>;
  readonly bounds: ReadonlyMap<string, Bounds>;
}

/** Documents that an index says may match. */
export interface Reach {
  readonly keys: Iterable<string>;
  /** How many, counting a document once for each entry that it has. */
  readonly size: number;
}

/** The same in the order of a sort. */
export interface OrderedReach extends Reach {
  /** How many ranges of the index are read side by side. */
  readonly ranges: number;
}

/** A document in an index: one for each combination of its values. */
interface Entry {
  readonly values: readonly unknown[];
  readonly key: string;
}

/** The most combinations of `$in` values that are looked up one by one. */
const MOST_LOOKUPS = 10_000;

/** The most that are read side by side to give an order; the server's own limit. */
const MOST_SIDE_BY_SIDE = 200;

/**
 * An index in order. It answers equality on its first fields, then a range on the next one or the order of the next
 * ones. An array is indexed by each element and as a whole; a field that ever held one gives no order any more.
 */
export class OrderedIndex {
  readonly spec: IndexSpec;
  readonly fields: readonly string[];
  private readonly paths: readonly Path[];
  private readonly directions: readonly number[];
  private readonly partial: Predicate | undefined;
  private readonly entries: SortedEntries<Entry>;
  private readonly multikey = new Set<string>();

  constructor(spec: IndexSpec) {
    this.spec = spec;
    this.fields = Object.keys(spec.key);
    this.paths = this.fields.map(pathOf);
    this.directions = Object.values(spec.key).map((direction) => Math.sign(Number(direction)));
    const { partialFilterExpression: partial } = spec;
    this.partial = partial && compileFilter(partial);
    this.entries = new SortedEntries((a, b) => this.compare(a, b));
  }

  /** Whether a unique index holds another document with a key of this one. */
  conflicts(doc: Doc, self?: string): boolean {
    if (!this.spec.unique) return false;
    return this.tuplesOf(doc).some((tuple) => {
      const wanted = keyOf([...tuple]);
      for (const { key, values } of this.entries.walk(this.rangeOf(tuple, {})))
        if (key !== self && keyOf([...values]) === wanted) return true;
      return false;
    });
  }

  add(doc: Doc, key: string): void {
    for (const values of this.tuplesOf(doc)) this.entries.add({ values, key });
  }

  remove(doc: Doc, key: string): void {
    for (const values of this.tuplesOf(doc)) this.entries.remove({ values, key });
  }

  /** Takes the new version of a document in the place of the old; free where its indexed fields are the same. */
  replace(old: Doc, doc: Doc, key: string): void {
    const [before, after] = [this.tuplesOf(old), this.tuplesOf(doc)];
    if (keyOf(before) === keyOf(after)) return;
    for (const values of before) this.entries.remove({ values, key });
    for (const values of after) this.entries.add({ values, key });
  }

  /** How many ranges of the index a filter's demands come to: what it costs to say how many documents they hold. */
  lookupsFor(demands: Demands): number {
    return this.prefix(demands, MOST_LOOKUPS).reduce((count, { length }) => count * length, 1);
  }

  /** The documents that hold what a filter demands; undefined where this index cannot say. */
  reach(demands: Demands): Reach | undefined {
    const prefix = this.prefix(demands, MOST_LOOKUPS);
    const bounds = this.boundsAfter(prefix.length, demands);
    if (prefix.length === 0 && !bounds) return undefined;
    if (!this.holdsAllOf(demands, prefix, bounds)) return undefined;
    const ranges = combinations(prefix).map((tuple) => this.rangeOf(tuple, bounds ?? {}));
    return { keys: this.keysIn(ranges), size: this.sizeOf(ranges) };
  }

  /** The same in the order of a sort such as `{ startsAt: 1, _id: 1 }`; undefined where this index does not give it. */
  inOrder(demands: Demands, sort: Readonly<Record<string, 1 | -1>>): OrderedReach | undefined {
    const wanted = Object.entries(sort);
    const start = this.fields.indexOf(wanted[0]?.[0] ?? '');
    const backwards = this.isOrderedBy(wanted, start);
    if (backwards === undefined) return undefined;
    const prefix = this.prefix(demands, MOST_SIDE_BY_SIDE).slice(0, start);
    const bounds = this.boundsAfter(start, demands);
    if (prefix.length < start || !this.holdsAllOf(demands, prefix, bounds)) return undefined;
    const ranges = combinations(prefix).map((tuple) => this.rangeOf(tuple, bounds ?? {}));
    return {
      keys: this.merged(ranges, start, backwards),
      size: this.sizeOf(ranges),
      ranges: ranges.length,
    };
  }

  /** Whether the fields from a place on are those of a sort, and then whether it runs against the index. */
  private isOrderedBy(wanted: [string, 1 | -1][], start: number): boolean | undefined {
    if (start < 0 || wanted.length === 0) return undefined;
    const signs = wanted.map(([field, direction], at) => {
      const same = this.fields[start + at] === field && !this.multikey.has(field);
      return same ? direction * (this.directions[start + at] ?? 0) : 0;
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

  /** The bounds on the field at a place. Of an array each end may be met by another element, so only one counts. */
  private boundsAfter(place: number, { bounds }: Demands): Bounds | undefined {
    const field = this.fields[place];
    const own = field === undefined ? undefined : bounds.get(field);
    if (!own || field === undefined || !this.multikey.has(field)) return own;
    return 'least' in own ? { least: own.least } : own;
  }

  /** Sparse and partial indexes lack some documents; these values or this filter must exclude those. */
  private holdsAllOf(
    { filter }: Demands,
    prefix: readonly (readonly unknown[])[],
    bounds: Bounds | undefined,
  ): boolean {
    if (this.spec.sparse) {
      const ends = [bounds?.least, bounds?.most].filter((end) => end !== undefined);
      if (prefix.length === 0 && ends.length === 0) return false;
      if ([...prefix.flat(), ...ends].some(isMissing)) return false;
    }
    const { partialFilterExpression } = this.spec;
    return partialFilterExpression === undefined || implies(filter, partialFilterExpression);
  }

  private covers(doc: Doc): boolean {
    if (this.partial && !this.partial(doc)) return false;
    if (!this.spec.sparse) return true;
    return this.paths.some((path) => valuesAt(doc, path).some((value) => value !== undefined));
  }

  /** The combinations of values that a document has in the fields of the index; several where one is an array. */
  private tuplesOf(doc: Doc): unknown[][] {
    if (!this.covers(doc)) return [];
    this.checkParallelArrays(doc);
    return this.paths.reduce<unknown[][]>(
      (tuples, path, at) => {
        const values = indexedAt(doc, path);
        if (values.length > 1 || Array.isArray(values[0])) this.multikey.add(this.fields[at] ?? '');
        const [only] = values;
        if (values.length === 1) return tuples.map((tuple) => [...tuple, only]);
        return tuples.flatMap((tuple) => values.map((value) => [...tuple, value]));
      },
      [[]],
    );
  }

  private checkParallelArrays(doc: Doc): void {
    if (this.paths.length === 1) return;
    const arrays = this.fields.filter((field) => Array.isArray(doc[field]));
    if (arrays.length < 2) return;
    throw new ServerError(
      'CannotIndexParallelArrays',
      `cannot index parallel arrays [${arrays.join('] [')}]`,
    );
  }

  /** The entries that begin with these values, and hold one within the bounds after them. */
  private rangeOf(tuple: readonly unknown[], bounds: Bounds): Range {
    const direction = this.directions[tuple.length] ?? 1;
    const low = direction > 0 ? 'least' : 'most';
    const high = direction > 0 ? 'most' : 'least';
    const from = low in bounds ? [...tuple, bounds[low]] : tuple;
    const to = high in bounds ? [...tuple, bounds[high]] : tuple;
    return {
      from: this.entries.seek(({ values }) => this.compareValues(values, from) < 0),
      to: this.entries.seek(({ values }) => this.compareValues(values, to) <= 0),
    };
  }

  private sizeOf(ranges: readonly Range[]): number {
    return ranges.reduce((sum, range) => sum + this.entries.count(range), 0);
  }

  private *keysIn(ranges: readonly Range[]): Generator<string> {
    // Ranges have nothing in common, so only a document with several entries can come twice.
    const seen = this.multikey.size > 0 ? new Set<string>() : undefined;
    for (const range of ranges)
      for (const { key } of this.entries.walk(range)) {
        if (seen?.has(key)) continue;
        seen?.add(key);
        yield key;
      }
  }

  /** The entries of several ranges as one list, in the order of the fields from a place on. */
  private *merged(ranges: readonly Range[], start: number, backwards: boolean): Generator<string> {
    const sign = backwards ? -1 : 1;
    const seen = new Set<string>();
    const heads = ranges.flatMap((range) => nextOf(this.entries.walk(range, backwards)));
    while (heads.length > 0) {
      let [first] = heads as [Head];
      for (const head of heads)
        if (sign * this.compareFrom(start, head.entry, first.entry) < 0) first = head;
      const { key } = first.entry;
      if (!seen.has(key)) {
        seen.add(key);
        yield key;
      }
      heads.splice(heads.indexOf(first), 1, ...nextOf(first.rest));
    }
  }

  private compare(a: Entry, b: Entry): number {
    return this.compareFrom(0, a, b);
  }

  private compareFrom(start: number, a: Entry, b: Entry): number {
    for (let at = start; at < this.fields.length; at++) {
      const order = compare(a.values[at], b.values[at]);
      if (order !== 0) return order * (this.directions[at] ?? 1);
    }
    if (a.key === b.key) return 0;
    return a.key < b.key ? -1 : 1;
  }

  /** Compares an entry's values with the first few that are wanted. */
  private compareValues(values: readonly unknown[], wanted: readonly unknown[]): number {
    for (let at = 0; at < wanted.length; at++) {
      const order = compare(values[at], wanted[at]);
      if (order !== 0) return order * (this.directions[at] ?? 1);
    }
    return 0;
  }
}

/** The next entry of a range, and those after it. */
interface Head {
  readonly entry: Entry;
  readonly rest: Generator<Entry>;
}

function nextOf(rest: Generator<Entry>): Head[] {
  const { value, done } = rest.next();
  return done ? [] : [{ entry: value, rest }];
}

/** Every value that a path reaches, and each element of one that is an array; null where there is nothing. */
function indexedAt(doc: Doc, path: Path): unknown[] {
  const reached = valuesAt(doc, path);
  const [only] = reached;
  if (reached.length === 1 && !Array.isArray(only)) return [only ?? null];
  const all = reached.flatMap((value) =>
    Array.isArray(value) ? [value as unknown, ...(value as unknown[])] : [value],
  );
  return all.length > 0 ? distinct(all).map((value) => value ?? null) : [null];
}

const combinations = (lists: readonly (readonly unknown[])[]): unknown[][] =>
  lists.reduce<unknown[][]>(
    (tuples, values) => tuples.flatMap((tuple) => values.map((value) => [...tuple, value])),
    [[]],
  );
