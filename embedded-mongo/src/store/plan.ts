/** How a query finds its documents: by an index where one can answer, by a scan of all where none can. */
import { isDoc, type Doc } from '../values/document.ts';
import { demandsOf, type Demands } from './demands.ts';
import { ID_INDEX, type IndexSpec } from './index-spec.ts';
import { keyOf } from '../values/keys.ts';
import type { OrderedIndex, OrderedReach, Reach } from './ordered-index.ts';
import type { TextIndex } from './text-index.ts';

/** `ids` are those of the documents to test, as `keyOf` writes them; absent where that is every document. */
export type Plan =
  | { readonly stage: 'COLLSCAN' }
  | {
      readonly stage: 'IXSCAN' | 'TEXT_MATCH';
      readonly index: IndexSpec;
      readonly ids: Iterable<string>;
      /** How many there are at most. */
      readonly size: number;
    }
  | { readonly stage: 'OR'; readonly branches: readonly Plan[]; readonly ids: Iterable<string> };

/** The documents in the order of a sort, by an index that gives it. */
export interface OrderedPlan {
  readonly index: IndexSpec;
  readonly ids: Iterable<string>;
}

export interface Indexes {
  readonly ordered: Iterable<OrderedIndex>;
  readonly text: TextIndex | undefined;
}

/** To find the two ends of a range in an index takes as long as to test this many documents. */
const LOOKUP_COST = 10;

/** The plan with the fewest documents to test. */
export function planFor(filter: Doc, indexes: Indexes): Plan {
  const $text = argumentOf(filter, '$text');
  if ($text !== undefined && indexes.text) {
    const { spec } = indexes.text;
    const ids = indexes.text.candidates($text);
    return { stage: 'TEXT_MATCH', index: spec, ids, size: ids.size };
  }
  const either = argumentOf(filter, '$or');
  return fieldsPlan(filter, indexes) ?? branchPlan(either, indexes) ?? { stage: 'COLLSCAN' };
}

/**
 * The plan that reads the fewest entries of an index for the documents in the order of a sort; undefined where no index
 * gives that order.
 */
export function orderedPlanFor(
  filter: Doc,
  sort: Readonly<Record<string, 1 | -1>>,
  { ordered }: Indexes,
): OrderedPlan | undefined {
  if (argumentOf(filter, '$text') !== undefined) return undefined;
  const demands = demandsOf(filter);
  let best: { index: IndexSpec; reach: OrderedReach } | undefined;
  for (const index of ordered) {
    const reach = index.inOrder(demands, sort);
    if (reach && (!best || isLess(reach, best.reach))) best = { index: index.spec, reach };
  }
  return best && { index: best.index, ids: best.reach.ids };
}

/** Fewer entries or, with as many, fewer ranges. */
const isLess = (one: OrderedReach, other: OrderedReach): boolean =>
  one.size < other.size || (one.size === other.size && one.ranges < other.ranges);

/** The argument of an operator at the top of a filter or within an `$and`. */
function argumentOf(filter: Doc, operator: '$text' | '$or'): unknown {
  if (filter[operator] !== undefined) return filter[operator];
  const { $and } = filter;
  if (!Array.isArray($and)) return undefined;
  for (const branch of $and as unknown[]) {
    const found = isDoc(branch) ? argumentOf(branch, operator) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

function fieldsPlan(filter: Doc, { ordered }: Pick<Indexes, 'ordered'>): Plan | undefined {
  const demands = demandsOf(filter);
  if (demands.values.size === 0 && demands.bounds.size === 0) return undefined;
  const wanted = demands.values.get('_id');
  if (wanted) {
    const ids = new Set(wanted.map(keyOf));
    return { stage: 'IXSCAN', index: ID_INDEX, ids, size: ids.size };
  }
  let best: { index: IndexSpec; reach: Reach } | undefined;
  for (const { index, lookups } of cheapestFirst(ordered, demands)) {
    // The lookups alone would take longer than the best so far; so would those of the indexes that follow.
    if (best && lookups * LOOKUP_COST > best.reach.size) break;
    const reach = index.reach(demands);
    if (reach && (!best || reach.size < best.reach.size)) best = { index: index.spec, reach };
  }
  return best && { stage: 'IXSCAN', index: best.index, ...best.reach };
}

const cheapestFirst = (indexes: Iterable<OrderedIndex>, demands: Demands) =>
  [...indexes]
    .map((index) => ({ index, lookups: index.lookupsFor(demands) }))
    .sort((a, b) => a.lookups - b.lookups);

/** An `$or` is answered by indexes only where each of its branches is. */
function branchPlan($or: unknown, indexes: Indexes): Plan | undefined {
  if (!Array.isArray($or) || $or.length === 0) return undefined;
  const ids = new Set<string>();
  const branches: Plan[] = [];
  for (const branch of $or) {
    const plan = isDoc(branch) ? fieldsPlan(branch, indexes) : undefined;
    if (!plan || plan.stage === 'COLLSCAN') return undefined;
    branches.push(plan);
    for (const id of plan.ids) ids.add(id);
  }
  return { stage: 'OR', branches, ids };
}
