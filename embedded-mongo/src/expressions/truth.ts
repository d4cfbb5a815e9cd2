import { isNumeric, toNumber } from '../numbers.ts';
import { isMissing } from '../values/document.ts';

/** Truth as aggregation has it: false, null, missing and zero are false; an empty string is true. */
export function isTrue(value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  return !isMissing(value) && !(isNumeric(value) && toNumber(value) === 0);
}
