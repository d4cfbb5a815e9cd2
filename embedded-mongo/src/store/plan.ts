/** How a query finds its documents: through an index where one answers, through all of them where none does. */
import { lookups } from '../match/equalities.ts';
import { isDoc, type Doc } from '../values/document.ts';
import { boundsOf } from './bounds.ts';
import { ID_INDEX, type IndexSpec } from './index-spec.ts';
import { distinct, keyOf } from '../values/keys.ts';
import type { Demands, OrderedIndex, OrderedReach, Reach } from './ordered-index.ts';
import type { TextIndex } from './text-index.ts';

/** `keys` are the documents to test; absent when that is every document. */
export type Plan =
  | { readonly stage: 'COLLSCAN' }
  | {
      readonly stage: 'IXSCAN' | 'TEXT_MATCH';
      readonly index: IndexSpec;
      readonly keys: Iterable<string>;
      /** How many there are at the most. */
      readonly size: number;
    }
  | { readonly stage: 'OR'; readonly branches: readonly Plan[]; readonly keys: Iterable<string> };

/** An index that gives the documents in the order that is asked for. */
export interface OrderedPlan {
  readonly index: IndexSpec;
  readonly keys: Iterable<string>;
}

export interface Indexes {
  readonly ordered: Iterable<OrderedIndex>;
  readonly text: TextIndex | undefined;
}

/** To find where a range of an index begins and ends takes as long as to test so many documents. */
const LOOKUP = 10;

/** The plan with the fewest documents to test. */
export function planFor(filter: Doc, indexes: Indexes): Plan {
  const $text = demanded(filter, '$text');
  if ($text !== undefined && indexes.text) {
    const { spec } = indexes.text;
    const keys = indexes.text.candidates($text);
    return { stage: 'TEXT_MATCH', index: spec, keys, size: keys.size };
  }
  const either = demanded(filter, '$or');
  return fieldsPlan(filter, indexes) ?? branchPlan(either, indexes) ?? { stage: 'COLLSCAN' };
}

/**
 * The index that gives the documents in the order of a sort, and looks at the fewest entries for it; undefined where
 * none does.
 */
export function orderedPlanFor(
  filter: Doc,
  sort: Readonly<Record<string, 1 | -1>>,
  { ordered }: Indexes,
): OrderedPlan | undefined {
  if (demanded(filter, '$text') !== undefined) return undefined;
  const demands = demandsOf(filter);
  let best: { index: IndexSpec; reach: OrderedReach } | undefined;
  for (const index of ordered) {
    const reach = index.inOrder(demands, sort);
    if (reach && (!best || isLess(reach, best.reach))) best = { index: index.spec, reach };
  }
  return best && { index: best.index, keys: best.reach.keys };
}

/** Fewer entries, and of as many fewer ranges. */
const isLess = (one: OrderedReach, other: OrderedReach): boolean =>
  one.size < other.size || (one.size === other.size && one.ranges < other.ranges);

const demandsOf = (filter: Doc): Demands => ({
  filter,
  values: new Map([...lookups(filter)].map(([field, values]) => [field, distinct(values)])),
  bounds: boundsOf(filter),
});

/** What a filter says by an operator, at its top or within an `$and`. */
function demanded(filter: Doc, operator: '$text' | '$or'): unknown {
  if (filter[operator] !== undefined) return filter[operator];
  const { $and } = filter;
  if (!Array.isArray($and)) return undefined;
  for (const branch of $and as unknown[]) {
    const found = isDoc(branch) ? demanded(branch, operator) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

function fieldsPlan(filter: Doc, { ordered }: Pick<Indexes, 'ordered'>): Plan | undefined {
  const demands = demandsOf(filter);
  if (demands.values.size === 0 && demands.bounds.size === 0) return undefined;
  const ids = demands.values.get('_id');
  if (ids) {
    const keys = new Set(ids.map(keyOf));
    return { stage: 'IXSCAN', index: ID_INDEX, keys, size: keys.size };
  }
  let best: { index: IndexSpec; reach: Reach } | undefined;
  for (const { index, lookups: many } of cheapestFirst(ordered, demands)) {
    // To look so often would take longer than to read what the best one holds.
    if (best && many * LOOKUP > best.reach.size) break;
    const reach = index.reach(demands);
    if (reach && (!best || reach.size < best.reach.size)) best = { index: index.spec, reach };
  }
  return best && { stage: 'IXSCAN', index: best.index, ...best.reach };
}

const cheapestFirst = (indexes: Iterable<OrderedIndex>, demands: Demands) =>
  [...indexes]
    .map((index) => ({ index, lookups: index.lookupsFor(demands) }))
    .sort((a, b) => a.lookups - b.lookups);

/** `$or` is answered by indexes only if each of its branches is. */
function branchPlan($or: unknown, indexes: Indexes): Plan | undefined {
  if (!Array.isArray($or) || $or.length === 0) return undefined;
  const keys = new Set<string>();
  const branches: Plan[] = [];
  for (const branch of $or) {
    const plan = isDoc(branch) ? fieldsPlan(branch, indexes) : undefined;
    if (!plan || plan.stage === 'COLLSCAN') return undefined;
    branches.push(plan);
    for (const key of plan.keys) keys.add(key);
  }
  return { stage: 'OR', branches, keys };
}
