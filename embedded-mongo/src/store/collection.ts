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

/** An order may look at so many documents for each that it gives before it has to be the shorter way. */
const FEW = 4;

/** Counts the documents that a query looks at. */
export interface Examined {
  documents: number;
  /** The index whose order made a sort needless. */
  order?: IndexSpec;
}

/**
 * The documents of one collection, by `_id`. A stored document is never changed in place: a write puts a new one in its
 * stead, after every index has agreed, so that what a reader holds stays as it was.
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

  /** @returns the document as it was stored, with an `_id` and with that first */
  insert(given: Doc): Doc {
    const { _id = new ObjectId(), ...fields } = given;
    const doc = { _id, ...fields };
    checkId(_id);
    checkStorable(doc);
    const key = keyOf(_id);
    if (this.docs.has(key)) throw duplicateKey(this.namespace, ID_INDEX, doc);
    this.indexes.add(doc, key);
    this.docs.set(key, doc);
    return doc;
  }

  replace(old: Doc, doc: Doc): void {
    checkStorable(doc);
    const key = keyOf(old['_id']);
    this.indexes.replace(old, doc, key);
    this.docs.set(key, doc);
  }

  delete(doc: Doc): void {
    const key = keyOf(doc['_id']);
    this.indexes.remove(doc, key);
    this.docs.delete(key);
  }

  createIndex(spec: IndexSpec): void {
    this.indexes.create(spec, this.docs);
  }

  plan(filter: Doc): Plan {
    if (boundsOf(filter).has('_id')) this.indexes.orderIds(this.docs);
    return planFor(filter, this.indexes);
  }

  /**
   * The documents that match, in no order that a caller may rely on.
   * @param examined is counted up as documents are looked at
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
   * The first documents that match in the order of a sort, read by an index that gives it; undefined where none does, or
   * where that looks at more documents than the filter's own plan would.
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
    let looked = 0;
    let enough: number | undefined;
    for (const key of ordered.keys) {
      if (found.length >= most) break;
      const doc = this.docs.get(key);
      if (!doc) continue;
      // Only when it looks at many for few is it worth while to know what the filter alone would come to.
      if (++looked > FEW * most && looked > (enough ??= this.reachOf(filter))) return undefined;
      examined.documents++;
      if (matches(doc)) found.push(doc);
    }
    examined.order = ordered.index;
    return found;
  }

  /** The score of documents for the `$text` of a filter, 0 where there is none. */
  score(filter: Doc): Score | undefined {
    const { $text, $and } = filter;
    if ($text !== undefined)
      return this.indexes.text?.score($text, (doc, key) => this.docs.get(key) === doc);
    const branch = Array.isArray($and)
      ? $and.find((part) => isDoc(part) && '$text' in part)
      : undefined;
    return isDoc(branch) ? this.score(branch) : undefined;
  }

  /** Deletes what the TTL indexes say has expired. */
  expire(now: number): void {
    for (const filter of this.indexes.expired(now)) {
      const gone = [...this.match(filter)];
      for (const doc of gone) this.delete(doc);
    }
  }

  /** How many documents the filter's own plan looks at. */
  private reachOf(filter: Doc): number {
    const plan = this.plan(filter);
    return 'size' in plan ? plan.size : this.size;
  }

  private *candidates(plan: Plan): Iterable<Doc> {
    if (plan.stage === 'COLLSCAN') yield* this.docs.values();
    else {
      for (const key of plan.keys) {
        const doc = this.docs.get(key);
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
