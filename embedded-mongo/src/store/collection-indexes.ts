import { ServerError } from '../errors.ts';
import { toNumber } from '../numbers.ts';
import type { Predicate } from '../match/filter.ts';
import type { Doc } from '../values/document.ts';
import { duplicateKey } from './duplicate-key.ts';
import {
  checkClash,
  ID_INDEX,
  indexShape,
  isTextSpec,
  keyPattern,
  type IndexSpec,
} from './index-spec.ts';
import { OrderedIndex } from './ordered-index.ts';
import { TextIndex, textListing } from './text-index.ts';

type AnyIndex = OrderedIndex | TextIndex;

/** The indexes of one collection, without that on `_id`: the collection itself finds documents by their `_id`. */
export class CollectionIndexes {
  private readonly namespace: string;
  private readonly byName = new Map<string, AnyIndex>();
  private orderedIndexes: readonly OrderedIndex[] = [];
  /** The order of `_id`, from when it is first needed. */
  private idOrder: OrderedIndex | undefined;
  private textIndex: TextIndex | undefined;

  constructor(namespace: string) {
    this.namespace = namespace;
  }

  get ordered(): readonly OrderedIndex[] {
    return this.orderedIndexes;
  }

  get text(): TextIndex | undefined {
    return this.textIndex;
  }

  /**
   * Compiles `$text`; undefined where the collection has no text index.
   * @param isNarrowed whether only documents that the text index found are tested
   */
  searcher(isNarrowed = false): ((condition: unknown) => Predicate) | undefined {
    const { textIndex } = this;
    return textIndex && ((condition) => textIndex.predicate(condition, isNarrowed));
  }

  /** The number of indexes, including that on `_id`. */
  get count(): number {
    return this.byName.size + 1;
  }

  /** Builds the order of `_id`, which is kept up to date from then on. */
  orderIds(docs: ReadonlyMap<string, Doc>): void {
    if (this.idOrder) return;
    this.idOrder = new OrderedIndex(ID_INDEX);
    for (const [id, doc] of docs) this.idOrder.add(doc, id);
    this.updateKinds();
  }

  /** @throws ServerError E11000, and then no index holds the document */
  add(doc: Doc, id: string): void {
    this.checkUnique(doc);
    const done: AnyIndex[] = [];
    try {
      for (const index of this.byName.values()) {
        index.add(doc, id);
        done.push(index);
      }
    } catch (refused) {
      for (const index of done) index.remove(doc, id);
      throw refused;
    }
    this.idOrder?.add(doc, id);
  }

  /** @throws ServerError E11000, and then every index still holds the old version */
  replace(old: Doc, doc: Doc, id: string): void {
    this.checkUnique(doc, id);
    const done: AnyIndex[] = [];
    try {
      for (const index of this.byName.values()) {
        index.replace(old, doc, id);
        done.push(index);
      }
    } catch (refused) {
      for (const index of done) index.replace(doc, old, id);
      throw refused;
    }
  }

  remove(doc: Doc, id: string): void {
    this.idOrder?.remove(doc, id);
    for (const index of this.byName.values()) index.remove(doc, id);
  }

  /** Does nothing where the same index exists already. */
  create(spec: IndexSpec, docs: ReadonlyMap<string, Doc>): void {
    if (this.has(spec)) return;
    const index = isTextSpec(spec) ? new TextIndex(spec) : new OrderedIndex(spec);
    for (const [id, doc] of docs) {
      if (index.conflicts(doc)) throw duplicateKey(this.namespace, spec, doc);
      index.add(doc, id);
    }
    this.byName.set(spec.name, index);
    this.updateKinds();
  }

  /** @throws ServerError for an index that does not exist, and for that on `_id` */
  drop(wanted: unknown): void {
    if (wanted === '*') this.byName.clear();
    else this.byName.delete(this.named(wanted));
    this.updateKinds();
  }

  /** Specifications, as `listIndexes` shows them. */
  list(): Doc[] {
    const specs = [...this.byName.values()].map(({ spec }) =>
      isTextSpec(spec) ? textListing(spec) : spec,
    );
    return [ID_INDEX, ...specs];
  }

  /** Whether a hint, by name or by key, names an index. */
  answersTo(hint: unknown): boolean {
    return this.specs().some(
      ({ name, key }) => hint === name || keyPattern(hint) === keyPattern(key),
    );
  }

  /** Filters for the documents that have expired by a TTL index. @param now in milliseconds since 1970 */
  expired(now: number): Doc[] {
    return this.ordered.flatMap(({ spec, fields: [field] }) => {
      const { expireAfterSeconds, partialFilterExpression = {} } = spec;
      if (field === undefined || expireAfterSeconds === undefined) return [];
      const before = new Date(now - toNumber(expireAfterSeconds) * 1000);
      return [{ $and: [{ [field]: { $lt: before } }, partialFilterExpression] }];
    });
  }

  private checkUnique(doc: Doc, self?: string): void {
    for (const index of this.ordered) {
      if (index.conflicts(doc, self)) throw duplicateKey(this.namespace, index.spec, doc);
    }
  }

  private named(wanted: unknown): string {
    const spec = this.specs().find(
      ({ name, key }) => wanted === name || keyPattern(wanted) === keyPattern(key),
    );
    if (!spec)
      throw new ServerError('IndexNotFound', `index not found with name [${String(wanted)}]`);
    if (spec.name === ID_INDEX.name)
      throw new ServerError('InvalidOptions', 'cannot drop _id index');
    return spec.name;
  }

  private specs(): IndexSpec[] {
    return [ID_INDEX, ...[...this.byName.values()].map(({ spec }) => spec)];
  }

  private has(wanted: IndexSpec): boolean {
    if (keyPattern(wanted.key) === keyPattern(ID_INDEX.key)) return true;
    for (const { spec } of this.byName.values()) {
      const sameKey = keyPattern(spec.key) === keyPattern(wanted.key);
      const same = sameKey && indexShape(spec) === indexShape(wanted);
      if (same && spec.name === wanted.name) return true;
      checkClash(spec, wanted);
    }
    return false;
  }

  /** Sorts the indexes by kind, after one was created or dropped. */
  private updateKinds(): void {
    const all = [...this.byName.values()];
    const ordered = all.filter((index) => index instanceof OrderedIndex);
    this.orderedIndexes = this.idOrder ? [this.idOrder, ...ordered] : ordered;
    this.textIndex = all.find((index) => index instanceof TextIndex);
  }
}
