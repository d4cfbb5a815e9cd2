/** The numbers and names of BSON types, for `$type`. */
import { bsonClass } from './document.ts';

const NUMBERS = {
  double: 1,
  string: 2,
  object: 3,
  array: 4,
  binData: 5,
  undefined: 6,
  objectId: 7,
  bool: 8,
  date: 9,
  null: 10,
  regex: 11,
  dbPointer: 12,
  javascript: 13,
  symbol: 14,
  javascriptWithScope: 15,
  int: 16,
  timestamp: 17,
  long: 18,
  decimal: 19,
  minKey: -1,
  maxKey: 127,
} as const;

export type TypeName = keyof typeof NUMBERS;

const CLASSES: Partial<Record<string, TypeName>> = {
  ObjectId: 'objectId',
  Binary: 'binData',
  Timestamp: 'timestamp',
  Long: 'long',
  Int32: 'int',
  Double: 'double',
  Decimal128: 'decimal',
  MinKey: 'minKey',
  MaxKey: 'maxKey',
  BSONRegExp: 'regex',
  Code: 'javascript',
  BSONSymbol: 'symbol',
};

/** The type of a value. A whole number that fits 32 bits is an `int`, as the driver sends it. */
export function typeName(value: unknown): TypeName {
  switch (typeof value) {
    case 'string':
      return 'string';
    case 'boolean':
      return 'bool';
    case 'number':
      return numberName(value);
    case 'bigint':
      return 'long';
    case 'object':
      return value === null ? 'null' : objectName(value);
    default:
      return 'undefined';
  }
}

function numberName(value: number): TypeName {
  if (!Number.isInteger(value)) return 'double';
  return value >= -(2 ** 31) && value < 2 ** 31 ? 'int' : 'long';
}

function objectName(value: object): TypeName {
  if (Array.isArray(value)) return 'array';
  if (value instanceof Date) return 'date';
  if (value instanceof RegExp) return 'regex';
  if (value instanceof Uint8Array) return 'binData';
  return CLASSES[bsonClass(value) ?? ''] ?? 'object';
}

const NAMES = new Map<number, TypeName>(
  Object.entries(NUMBERS).map(([name, number]) => [number, name as TypeName]),
);

/** The name of a type, given by its name or number; undefined where there is no such type. */
export function typeNamed(alias: unknown): TypeName | undefined {
  if (typeof alias === 'string')
    return Object.hasOwn(NUMBERS, alias) ? (alias as TypeName) : undefined;
  return NAMES.get(Number(alias));
}
