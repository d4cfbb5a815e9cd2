/** Canonical strings for BSON values, as keys of maps, sets and groups. They define equality: see `keyOf`. */
import { Binary, type Code, Decimal128, Long, ObjectId } from 'bson';
import { compareNumbers, toDecimal } from '../numbers.ts';
import { asText, bsonClass, isDoc, type Doc } from './document.ts';
import { bytesOf, rank, subtypeOf } from './order.ts';

/** The key of null and of a missing field, which are equal. */
const NULL_KEY = 'z';

/**
 * A string that is the same for equal BSON values and differs otherwise. Numbers of different types are equal by value;
 * documents are equal when their fields are equal and in the same order.
 * @example keyOf(1) === keyOf(Long.fromNumber(1)) // true
 */
export function keyOf(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return `s${value}`;
    case 'number':
      return numberKey(value);
    case 'boolean':
      return value ? 'T' : 'F';
    case 'bigint':
      return `n${value}`;
    case 'object':
      return value === null ? NULL_KEY : objectKey(value);
    default:
      return NULL_KEY;
  }
}

export const equal = (a: unknown, b: unknown): boolean =>
  a === b || (rank(a) === rank(b) && keyOf(a) === keyOf(b));

/**
 * Each value once, in the order of first appearance.
 * @example distinct([1, 'a', 1]) // [1, 'a']
 */
export function distinct(values: readonly unknown[]): unknown[] {
  const seen = new Map<string, unknown>();
  for (const value of values) {
    const key = keyOf(value);
    if (!seen.has(key)) seen.set(key, value);
  }
  return [...seen.values()];
}

/** Large doubles are written in full, since their shortest form may have the digits of a different Long. */
function numberKey(value: number): string {
  if (value === 0) return 'n0';
  return Number.isInteger(value) && !Number.isSafeInteger(value)
    ? `n${BigInt(value)}`
    : `n${value}`;
}

function objectKey(value: object): string {
  if (value instanceof ObjectId) return `o${value.toHexString()}`;
  if (value instanceof Date) return `d${value.getTime()}`;
  if (Array.isArray(value)) return `[${value.map((element) => sized(keyOf(element))).join('')}]`;
  if (isDoc(value)) return docKey(value);
  if (value instanceof Long) return `n${value.toString()}`;
  if (value instanceof Decimal128) return decimalKey(value);
  if (value instanceof RegExp) return `r${value.toString()}`;
  if (value instanceof Binary || value instanceof Uint8Array) {
    return `b${subtypeOf(value)}:${Buffer.from(bytesOf(value)).toString('base64')}`;
  }
  return classKey(value);
}

function docKey(doc: Doc): string {
  let key = '{';
  for (const name of Object.keys(doc)) {
    if (doc[name] !== undefined) key += sized(name) + sized(keyOf(doc[name]));
  }
  return `${key}}`;
}

/** Puts the length first, so that no two lists of keys are joined to the same string. */
const sized = (key: string): string => `${key.length}:${key}`;

/** A decimal that a double holds exactly is equal to it; any other has a key of its own. */
function decimalKey(value: Decimal128): string {
  const decimal = toDecimal(value);
  if (!decimal) return numberKey(Number(value.toString()));
  let { digits, exponent } = decimal;
  if (digits === 0n) return 'n0';
  while (digits % 10n === 0n) [digits, exponent] = [digits / 10n, exponent + 1];
  const double = Number(`${digits}e${exponent}`);
  return compareNumbers(double, value) === 0 ? numberKey(double) : `D${digits}e${exponent}`;
}

function classKey(value: object): string {
  const name = bsonClass(value) ?? 'unknown';
  if (name === 'Code') return `Code:${(value as Code).code}`;
  if (name === 'BSONRegExp') return `r${regexText(value as { pattern: string; options: string })}`;
  if (name === 'DBRef') return `DBRef${docKey({ ...value })}`;
  return `${name}:${name === 'MinKey' || name === 'MaxKey' ? '' : asText(value)}`;
}

const regexText = ({ pattern, options }: { pattern: string; options: string }) =>
  `/${pattern}/${options}`;
