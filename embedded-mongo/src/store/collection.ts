import { ObjectId } from 'bson';
import { badValue, ServerError } from '../errors.ts';
import { compileFilter, type FilterScope } from '../match/filter.ts';
import { isDoc, isMissing, type Doc } from '../values/document.ts';
import { keyOf } from '../values/keys.ts';
import type { Score } from '../values/sort.ts';
import { checkStorable } from '../values/size.ts';
import { boundsOf } from './bounds.ts';
import { CollectionIndexes } from './collection-indexes.ts';
import { duplicateKey } from './duplicate-key.ts';
import { ID_INDEX, type IndexSpec } from './index-spec.ts';
import { orderedPlanFor, planFor, type Plan } from './plan.ts';

/** How many documents an order may examine for each that is wanted, before it has to be cheaper than the filter. */
const EXAMINED_PER_RESULT = 4;

/** Counts the documents that a query examines. */
export interface Examined {
  documents: number;
  /** The index whose order made a sort needless. */
  order?: IndexSpec;
}

/**
 * The documents of one collection, by `_id`. A stored document is never changed in place: once every index has accepted
 * it, a write puts a new document in its place. So what a reader holds stays as it was.
 */
export class Collection {
  readonly namespace: string;
  readonly indexes: CollectionIndexes;
  private readonly docs = new Map<string, Doc>();

  constructor(namespace: string) {
    this.namespace = namespace;
    this.indexes = new CollectionIndexes(namespace);
  }

  get size(): number {
    return this.docs.size;
  }

  /** @returns the document as it was stored: with an `_id`, as its first field */
  insert(given: Doc): Doc {
    const { _id = new ObjectId(), ...fields } = given;
    const doc = { _id, ...fields };
    checkId(_id);
    checkStorable(doc);
    const id = keyOf(_id);
    if (this.docs.has(id)) throw duplicateKey(this.namespace, ID_INDEX, doc);
    this.indexes.add(doc, id);
    this.docs.set(id, doc);
    return doc;
  }

  replace(old: Doc, doc: Doc): void {
    checkStorable(doc);
    const id = keyOf(old['_id']);
    this.indexes.replace(old, doc, id);
    this.docs.set(id, doc);
  }

  delete(doc: Doc): void {
    const id = keyOf(doc['_id']);
    this.indexes.remove(doc, id);
    this.docs.delete(id);
  }

  createIndex(spec: IndexSpec): void {
    this.indexes.create(spec, this.docs);
  }

  plan(filter: Doc): Plan {
    if (boundsOf(filter).has('_id')) this.indexes.orderIds(this.docs);
    return planFor(filter, this.indexes);
  }

  /**
   * The documents that match, in no particular order.
   * @param examined counts the documents that are examined
   */
  *match(
    filter: Doc,
    scope: FilterScope = {},
    examined: Examined = { documents: 0 },
  ): Generator<Doc> {
    const plan = this.plan(filter);
    const text = this.indexes.searcher(plan.stage === 'TEXT_MATCH');
    const matches = compileFilter(filter, { ...scope, text });
    for (const doc of this.candidates(plan)) {
      examined.documents++;
      if (matches(doc)) yield doc;
    }
  }

  /**
   * The first documents that match, in the order of a sort, read from an index that gives it. Undefined where none
   * does, or where this examines more documents than the filter's own plan.
   */
  inOrder(
    filter: Doc,
    scope: FilterScope,
    sort: Readonly<Record<string, 1 | -1>>,
    most: number,
    examined: Examined = { documents: 0 },
  ): Doc[] | undefined {
    if (Object.keys(sort)[0] === '_id') this.indexes.orderIds(this.docs);
    const ordered = orderedPlanFor(filter, sort, this.indexes);
    if (!ordered) return undefined;
    const matches = compileFilter(filter, { ...scope, text: this.indexes.searcher() });
    const found: Doc[] = [];
    let count = 0;
    let countByFilter: number | undefined;
    for (const id of ordered.ids) {
      if (found.length >= most) break;
      const doc = this.docs.get(id);
      if (!doc) continue;
      // To plan by the filter takes time too, and is worth it only where many documents do not match.
      const isCostly = ++count > EXAMINED_PER_RESULT * most;
      if (isCostly && count > (countByFilter ??= this.countByFilter(filter))) return undefined;
      examined.documents++;
      if (matches(doc)) found.push(doc);
    }
    examined.order = ordered.index;
    return found;
  }

  /** The score of documents for the `$text` of a filter; undefined where the filter has none. */
  score(filter: Doc): Score | undefined {
    const { $text, $and } = filter;
    if ($text !== undefined)
      return this.indexes.text?.score($text, (doc, id) => this.docs.get(id) === doc);
    const branch = Array.isArray($and)
      ? $and.find((part) => isDoc(part) && '$text' in part)
      : undefined;
    return isDoc(branch) ? this.score(branch) : undefined;
  }

  /** Deletes the documents that have expired by a TTL index. @param now in milliseconds since 1970 */
  expire(now: number): void {
    for (const filter of this.indexes.expired(now)) {
      const expired = [...this.match(filter)];
      for (const doc of expired) this.delete(doc);
    }
  }

  /** How many documents the filter's own plan examines. */
  private countByFilter(filter: Doc): number {
    const plan = this.plan(filter);
    return 'size' in plan ? plan.size : this.size;
  }

  private *candidates(plan: Plan): Iterable<Doc> {
    if (plan.stage === 'COLLSCAN') yield* this.docs.values();
    else {
      for (const id of plan.ids) {
        const doc = this.docs.get(id);
        if (doc) yield doc;
      }
    }
  }
}

function checkId(id: unknown): void {
  if (Array.isArray(id))
    throw new ServerError('InvalidOptions', "The '_id' value cannot be of type array");
  if (isMissing(id) || !isDoc(id)) return;
  const operator = Object.keys(id).find((key) => key.startsWith('$'));
  if (operator !== undefined)
    throw badValue(
      `_id fields may not contain '$'-prefixed fields: ${operator} is not valid for storage.`,
    );
}
