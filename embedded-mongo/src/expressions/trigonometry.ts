/** Trigonometry. That of mingo is slow: it creates two errors, with their stacks, at each evaluation. */
import { badValue } from '../errors.ts';
import { isNumeric, toNumber } from '../numbers.ts';
import { asText, isMissing } from '../values/document.ts';
import { ofOne, type Operator, type Operators } from './operator.ts';

/** An operator on a number between two bounds; null gives null. */
const over = (
  name: string,
  compute: (value: number) => number,
  least = Number.NEGATIVE_INFINITY,
  most = Number.POSITIVE_INFINITY,
): Operator =>
  ofOne((value) => {
    if (isMissing(value)) return null;
    if (!isNumeric(value))
      throw badValue(`${name} only supports numeric types, not ${typeof value}`);
    const number = toNumber(value);
    if (Number.isNaN(number)) return number;
    const outside = number < least || number > most;
    if (outside || (least === Number.NEGATIVE_INFINITY && !Number.isFinite(number)))
      throw badValue(`cannot apply ${name} to ${asText(value)}`);
    return compute(number);
  });

export const trigonometry: Operators = {
  $sin: over('$sin', Math.sin),
  $cos: over('$cos', Math.cos),
  $tan: over('$tan', Math.tan),
  $asin: over('$asin', Math.asin, -1, 1),
  $acos: over('$acos', Math.acos, -1, 1),
  $degreesToRadians: over('$degreesToRadians', (degrees) => (degrees * Math.PI) / 180),
  $radiansToDegrees: over('$radiansToDegrees', (angle) => (angle * 180) / Math.PI),
};
