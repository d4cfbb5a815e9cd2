/** Sums, averages and the like of a list of values, for `$group` and for the expressions of the same names. */
import { add, divide, isNumeric } from '../numbers.ts';
import { isDoc, isMissing, type Doc } from '../values/document.ts';
import { compare } from '../values/order.ts';
import { setOwn } from '../values/paths.ts';
import { badValue } from '../errors.ts';

export const total = (values: unknown[]): unknown => values.filter(isNumeric).reduce(add, 0);

export function average(values: unknown[]): unknown {
  const numbers = values.filter(isNumeric);
  return numbers.length > 0 ? divide(numbers.reduce(add, 0), numbers.length) : null;
}

const extreme =
  (sign: 1 | -1) =>
  (values: unknown[]): unknown => {
    const present = values.filter((value) => !isMissing(value));
    if (present.length === 0) return null;
    return present.reduce((best, value) => (compare(value, best) * sign > 0 ? value : best));
  };
export const greatest = extreme(1);
export const least = extreme(-1);

/** Later fields win; null and missing count as empty. */
export function merge(values: unknown[]): Doc {
  const merged: Doc = {};
  for (const value of values) {
    if (isMissing(value)) continue;
    if (!isDoc(value))
      throw badValue(`$mergeObjects requires object inputs, but input is of type ${typeof value}`);
    for (const [key, field] of Object.entries(value))
      if (field !== undefined) setOwn(merged, key, field);
  }
  return merged;
}
