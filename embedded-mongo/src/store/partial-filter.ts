import { lookups } from '../match/equalities.ts';
import { compileFilter } from '../match/filter.ts';
import { isMissing, type Doc } from '../values/document.ts';
import { keyOf } from '../values/keys.ts';

/** Whether every match of the filter also passes the partial index's own filter: by the same words, or by its values. */
export function implies(filter: Doc, partial: Doc): boolean {
  const demanded = lookups(filter);
  return Object.entries(partial).every(([field, condition]) => {
    if (keyOf(filter[field]) === keyOf(condition)) return true;
    const passes = compileFilter({ value: condition });
    return demanded.get(field)?.every((value) => !isMissing(value) && passes({ value })) ?? false;
  });
}
