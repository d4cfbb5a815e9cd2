import { isNumeric, toNumber } from '../numbers.ts';
import { isMissing } from '../values/document.ts';

/** Whether a value counts as true in aggregation: false, null, missing and zero do not; an empty string does. */
export function isTrue(value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  return !isMissing(value) && !(isNumeric(value) && toNumber(value) === 0);
}
