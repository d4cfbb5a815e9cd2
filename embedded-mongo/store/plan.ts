/** How a query finds its documents: through an index where one answers, through all of them where none does. */
import { lookups } from '../match/equalities.ts';
import { isDoc, type Doc } from '../values/document.ts';
import { keyOf } from '../values/keys.ts';
import type { HashIndex, Reach } from './hash-index.ts';
import { ID_INDEX, type IndexSpec } from './index-spec.ts';
import type { TextIndex } from './text-index.ts';

/** `keys` are the documents to test; absent when that is every document. */
export type Plan =
  | { readonly stage: 'COLLSCAN' }
  | {
      readonly stage: 'IXSCAN' | 'TEXT_MATCH';
      readonly index: IndexSpec;
      readonly keys: Iterable<string>;
    }
  | { readonly stage: 'OR'; readonly branches: readonly Plan[]; readonly keys: Iterable<string> };

export interface Indexes {
  readonly hashes: Iterable<HashIndex>;
  readonly text: TextIndex | undefined;
}

/** The plan with the fewest documents to test. */
export function planFor(filter: Doc, indexes: Indexes): Plan {
  const { $text, $or } = filter;
  if ($text !== undefined && indexes.text) {
    return { stage: 'TEXT_MATCH', index: indexes.text.spec, keys: indexes.text.candidates($text) };
  }
  return equalityPlan(filter, indexes) ?? branchPlan($or, indexes) ?? { stage: 'COLLSCAN' };
}

function equalityPlan(filter: Doc, { hashes }: Indexes): Plan | undefined {
  const demanded = lookups(filter);
  if (demanded.size === 0) return undefined;
  const ids = demanded.get('_id');
  if (ids) return { stage: 'IXSCAN', index: ID_INDEX, keys: new Set(ids.map(keyOf)) };
  let best: { index: IndexSpec; reach: Reach } | undefined;
  for (const index of hashes) {
    const reach = index.reach(filter, demanded);
    if (reach && (!best || reach.size < best.reach.size)) best = { index: index.spec, reach };
  }
  return best && { stage: 'IXSCAN', index: best.index, keys: best.reach.keys };
}

/** `$or` is answered by indexes only if each of its branches is. */
function branchPlan($or: unknown, indexes: Indexes): Plan | undefined {
  if (!Array.isArray($or) || $or.length === 0) return undefined;
  const keys = new Set<string>();
  const branches: Plan[] = [];
  for (const branch of $or) {
    const plan = isDoc(branch) ? equalityPlan(branch, indexes) : undefined;
    if (!plan || plan.stage === 'COLLSCAN') return undefined;
    branches.push(plan);
    for (const key of plan.keys) keys.add(key);
  }
  return { stage: 'OR', branches, keys };
}
