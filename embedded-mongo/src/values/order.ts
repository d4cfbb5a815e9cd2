/**
 * The order of BSON values: first by type, then by value.
 * Source: "BSON Comparison/Sort Order" in the MongoDB manual.
 */
import type { Binary, Code, ObjectId, Timestamp } from 'bson';
import { compareNumbers } from '../numbers.ts';
import { bsonClass, isDoc, type Doc } from './document.ts';

/** The rank of each type. Values of the same rank are compared by value. */
export const Rank = {
  minKey: 0,
  emptyArray: 4,
  null: 5,
  number: 10,
  string: 15,
  document: 20,
  array: 25,
  binary: 30,
  objectId: 35,
  boolean: 40,
  date: 45,
  timestamp: 47,
  regex: 50,
  code: 60,
  maxKey: 127,
} as const;

/** Stands for an empty array in a sort: after MinKey, before null. It is never stored. */
export const EMPTY_ARRAY = Symbol('empty array');

const PRIMITIVES: Partial<Record<string, number>> = {
  number: Rank.number,
  bigint: Rank.number,
  string: Rank.string,
  boolean: Rank.boolean,
  undefined: Rank.null,
  symbol: Rank.emptyArray,
};

const CLASSES = new Map<string | undefined, number>([
  ['MinKey', Rank.minKey],
  ['Long', Rank.number],
  ['Int32', Rank.number],
  ['Double', Rank.number],
  ['Decimal128', Rank.number],
  ['BSONSymbol', Rank.string],
  ['Binary', Rank.binary],
  ['ObjectId', Rank.objectId],
  ['Timestamp', Rank.timestamp],
  ['BSONRegExp', Rank.regex],
  ['Code', Rank.code],
  ['MaxKey', Rank.maxKey],
]);

export function rank(value: unknown): number {
  if (typeof value !== 'object') return PRIMITIVES[typeof value] ?? Rank.document;
  if (value === null) return Rank.null;
  if (isDoc(value)) return Rank.document;
  if (Array.isArray(value)) return Rank.array;
  if (value instanceof Date) return Rank.date;
  if (value instanceof RegExp) return Rank.regex;
  if (value instanceof Uint8Array) return Rank.binary;
  return CLASSES.get(bsonClass(value)) ?? Rank.document;
}

type Comparer = (a: unknown, b: unknown) => number;

const COMPARERS = new Map<number, Comparer>([
  [Rank.number, compareNumbers],
  [Rank.string, (a, b) => compareStrings(String(a), String(b))],
  [Rank.document, (a, b) => compareDocs(a as Doc, b as Doc)],
  [Rank.array, (a, b) => compareArrays(a as unknown[], b as unknown[])],
  [Rank.binary, (a, b) => compareBinaries(a as Binary, b as Binary)],
  [Rank.objectId, (a, b) => before((a as ObjectId).toHexString(), (b as ObjectId).toHexString())],
  [Rank.boolean, (a, b) => Number(a) - Number(b)],
  [Rank.date, (a, b) => (a as Date).getTime() - (b as Date).getTime()],
  [Rank.timestamp, (a, b) => before((a as Timestamp).toBigInt(), (b as Timestamp).toBigInt())],
  [Rank.regex, (a, b) => before(String(a), String(b))],
  [Rank.code, (a, b) => before((a as Code).code, (b as Code).code)],
]);

/**
 * Negative, zero or positive, as for `Array.sort`. Undefined counts as null.
 * @example [null, 'a', 2].sort(compare) // [null, 2, 'a']
 */
export function compare(a: unknown, b: unknown): number {
  if (a === b) return 0;
  // The most common types first: indexes compare a great many values.
  if (typeof a === 'string' && typeof b === 'string') return compareStrings(a, b);
  if (typeof a === 'number' && typeof b === 'number') return compareNumbers(a, b);
  if (a instanceof Date && b instanceof Date) return a.getTime() - b.getTime();
  const left = rank(a);
  const right = rank(b);
  if (left !== right) return left - right;
  return COMPARERS.get(left)?.(a, b) ?? 0;
}

function before(a: string | bigint, b: string | bigint): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** By code point, which is the byte order of UTF-8: the order of a server without collations. */
function compareStrings(a: string, b: string): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (x !== y) return x >= 0xd800 && y >= 0xd800 ? codePointRank(x) - codePointRank(y) : x - y;
  }
  return a.length - b.length;
}

/** Surrogates come after all other units, since they stand for higher code points than these. */
const codePointRank = (unit: number): number => (unit >= 0xe000 ? unit - 0x800 : unit + 0x2000);

function compareArrays(a: unknown[], b: unknown[]): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const order = compare(a[i], b[i]);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

/** Field by field: type, then name, then value. */
function compareDocs(a: Doc, b: Doc): number {
  const [mine, theirs] = [Object.entries(a), Object.entries(b)];
  for (const [i, [key, value]] of mine.entries()) {
    const other = theirs[i];
    if (!other) return 1;
    const order = rank(value) - rank(other[1]) || before(key, other[0]) || compare(value, other[1]);
    if (order !== 0) return order;
  }
  return mine.length - theirs.length;
}

/** By length, then subtype, then bytes. */
function compareBinaries(a: Binary | Uint8Array, b: Binary | Uint8Array): number {
  const [x, y] = [bytesOf(a), bytesOf(b)];
  return x.length - y.length || subtypeOf(a) - subtypeOf(b) || Buffer.compare(x, y);
}

export const bytesOf = (value: Binary | Uint8Array): Uint8Array =>
  value instanceof Uint8Array ? value : value.buffer.subarray(0, value.position);

export const subtypeOf = (value: Binary | Uint8Array): number =>
  value instanceof Uint8Array ? 0 : value.sub_type;
