/** Exact arithmetic and comparison for the number types of BSON: number, Long, Decimal128. */
import { Decimal128, Long } from 'bson';
import { bsonClass } from './values/document.ts';

/** A number as `digits × 10^exponent`. */
interface Decimal {
  readonly digits: bigint;
  readonly exponent: number;
}

const NUMERIC = new Set(['Long', 'Decimal128', 'Int32', 'Double']);
const DECIMAL = /^([+-]?)(\d*)\.?(\d*)(?:e([+-]?\d+))?$/i;
/** Significant digits of IEEE 754-2008 decimal128. */
const PRECISION = 34;

export function isNumeric(value: unknown): boolean {
  if (typeof value === 'number' || typeof value === 'bigint') return true;
  return typeof value === 'object' && value !== null && NUMERIC.has(bsonClass(value) ?? '');
}

/** The nearest JavaScript number; NaN for a value that is no number. */
export function toNumber(value: unknown): number {
  return typeof value === 'number' ? value : Number(String(value));
}

/** Undefined for NaN and the infinities. */
export function toDecimal(value: unknown): Decimal | undefined {
  const parts = DECIMAL.exec(String(value));
  if (!parts) return undefined;
  const [, sign = '', integer = '', fraction = '', exponent = '0'] = parts;
  return {
    digits: BigInt(sign + (integer + fraction || '0')),
    exponent: Number(exponent) - fraction.length,
  };
}

/** Both as integers with the same exponent, the smaller of the two. */
function align(a: Decimal, b: Decimal): [bigint, bigint, number] {
  const exponent = Math.min(a.exponent, b.exponent);
  const scaled = (x: Decimal) => x.digits * 10n ** BigInt(x.exponent - exponent);
  return [scaled(a), scaled(b), exponent];
}

/** Orders any two numbers; NaN comes first. */
export function compareNumbers(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return compareDoubles(a, b);
  const x = toDecimal(a);
  const y = toDecimal(b);
  if (!x || !y) return compareDoubles(toNumber(a), toNumber(b));
  const [p, q] = align(x, y);
  if (p === q) return 0;
  return p < q ? -1 : 1;
}

function compareDoubles(a: number, b: number): number {
  if (a < b) return -1;
  if (a > b) return 1;
  if (a === b) return 0;
  return Number(Number.isNaN(b)) - Number(Number.isNaN(a));
}

interface Operation {
  readonly doubles: (a: number, b: number) => number;
  readonly integers: (a: bigint, b: bigint) => bigint;
  readonly decimals: (a: Decimal, b: Decimal) => Decimal;
}

function operate(a: unknown, b: unknown, { doubles, integers, decimals }: Operation): unknown {
  if (typeof a === 'number' && typeof b === 'number') return doubles(a, b);
  if (a instanceof Decimal128 || b instanceof Decimal128) {
    const x = toDecimal(a);
    const y = toDecimal(b);
    if (x && y) return fromDecimal(decimals(x, y));
    return Decimal128.fromString(String(doubles(toNumber(a), toNumber(b))));
  }
  if (isInteger(a) && isInteger(b)) {
    return Long.fromBigInt(BigInt.asIntN(64, integers(BigInt(String(a)), BigInt(String(b)))));
  }
  return doubles(toNumber(a), toNumber(b));
}

const isInteger = (value: unknown): boolean => value instanceof Long || Number.isInteger(value);

function fromDecimal({ digits, exponent }: Decimal): Decimal128 {
  let [kept, power] = [digits, exponent];
  while (kept.toString().replace('-', '').length > PRECISION)
    [kept, power] = [kept / 10n, power + 1];
  return Decimal128.fromString(`${kept}E${power}`);
}

const ADDITION: Operation = {
  doubles: (x, y) => x + y,
  integers: (x, y) => x + y,
  decimals: (x, y) => {
    const [p, q, exponent] = align(x, y);
    return { digits: p + q, exponent };
  },
};

const SUBTRACTION: Operation = {
  doubles: (x, y) => x - y,
  integers: (x, y) => x - y,
  decimals: (x, y) => {
    const [p, q, exponent] = align(x, y);
    return { digits: p - q, exponent };
  },
};

const MULTIPLICATION: Operation = {
  doubles: (x, y) => x * y,
  integers: (x, y) => x * y,
  decimals: (x, y) => ({ digits: x.digits * y.digits, exponent: x.exponent + y.exponent }),
};

export const add = (a: unknown, b: unknown): unknown => operate(a, b, ADDITION);

export const subtract = (a: unknown, b: unknown): unknown => operate(a, b, SUBTRACTION);

export const multiply = (a: unknown, b: unknown): unknown => operate(a, b, MULTIPLICATION);

/** A Decimal128 where either argument is one, otherwise a double, as the server's `$divide`. */
export function divide(a: unknown, b: unknown): unknown {
  const x = toDecimal(a);
  const y = toDecimal(b);
  const decimal = a instanceof Decimal128 || b instanceof Decimal128;
  if (!decimal || !x || !y || y.digits === 0n) return toNumber(a) / toNumber(b);
  return fromDecimal(
    shortened((x.digits * 10n ** 34n) / y.digits, x.exponent - y.exponent - PRECISION),
  );
}

/** Removes trailing zeros of a fraction: 2.5000 becomes 2.5. */
function shortened(digits: bigint, exponent: number): Decimal {
  let [kept, power] = [digits, exponent];
  while (kept !== 0n && kept % 10n === 0n && power < 0) [kept, power] = [kept / 10n, power + 1];
  return { digits: kept, exponent: power };
}
