/** The ranges in which a filter demands a field to be: `{ $gte: … }` and the like. */
import { conjuncts } from '../match/equalities.ts';
import { isOperators, type Doc } from '../values/document.ts';
import { compare } from '../values/order.ts';

/** The values between which a field must be, both included, even for `$gt`: the filter still has to be tested. */
export interface Bounds {
  readonly least?: unknown;
  readonly most?: unknown;
}

/** The bounds on each field that has any. */
export function boundsOf(filter: Doc): Map<string, Bounds> {
  const found = new Map<string, Bounds>();
  for (const [field, condition] of conjuncts(filter)) {
    const bounds = isOperators(condition) ? boundsIn(condition) : {};
    if ('least' in bounds || 'most' in bounds)
      found.set(field, narrowed(found.get(field) ?? {}, bounds));
  }
  return found;
}

function boundsIn(operators: Doc): Bounds {
  return ['$gt', '$gte', '$lt', '$lte'].reduce<Bounds>((bounds, operator) => {
    if (!Object.hasOwn(operators, operator)) return bounds;
    const value = operators[operator];
    return narrowed(bounds, operator.startsWith('$g') ? { least: value } : { most: value });
  }, {});
}

const narrowed = (one: Bounds, other: Bounds): Bounds => {
  const bounds: { least?: unknown; most?: unknown } = { ...one };
  if ('least' in other && !('least' in one && compare(one.least, other.least) >= 0))
    bounds.least = other.least;
  if ('most' in other && !('most' in one && compare(one.most, other.most) <= 0))
    bounds.most = other.most;
  return bounds;
};
