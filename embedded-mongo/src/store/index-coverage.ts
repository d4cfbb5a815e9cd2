/** Sparse and partial indexes leave documents out: which, and when a query cannot do without those. */
import { lookups } from '../match/equalities.ts';
import { compileFilter, type Predicate } from '../match/filter.ts';
import { isMissing, type Doc } from '../values/document.ts';
import { keyOf } from '../values/keys.ts';
import { pathOf, valuesAt } from '../values/paths.ts';
import type { Bounds } from './bounds.ts';
import type { IndexSpec } from './index-spec.ts';

/** Whether an index holds a document. */
export function coverageOf({
  key,
  sparse,
  partialFilterExpression: partial,
}: IndexSpec): Predicate {
  const paths = Object.keys(key).map(pathOf);
  const passes = partial && compileFilter(partial);
  return (doc) => {
    if (passes && !passes(doc)) return false;
    if (!sparse) return true;
    return paths.some((path) => valuesAt(doc, path).some((value) => value !== undefined));
  };
}

/**
 * Whether an index holds every document that can match a filter.
 * @param prefix the values that the filter demands of the first fields of the index
 * @param bounds those of the next field
 */
export function holdsEveryMatch(
  { sparse, partialFilterExpression: partial }: IndexSpec,
  filter: Doc,
  prefix: readonly (readonly unknown[])[],
  bounds: Bounds = {},
): boolean {
  const ends = [bounds.least, bounds.most].filter((end) => end !== undefined);
  const isNarrowed = prefix.length > 0 || ends.length > 0;
  if (sparse && (!isNarrowed || [...prefix.flat(), ...ends].some(isMissing))) return false;
  return partial === undefined || implies(filter, partial);
}

/** Whether every match of a filter passes a partial index's own: it says the same, or names values that pass. */
function implies(filter: Doc, partial: Doc): boolean {
  const demanded = lookups(filter);
  return Object.entries(partial).every(([field, condition]) => {
    if (keyOf(filter[field]) === keyOf(condition)) return true;
    const passes = compileFilter({ value: condition });
    return demanded.get(field)?.every((value) => !isMissing(value) && passes({ value })) ?? false;
  });
}
