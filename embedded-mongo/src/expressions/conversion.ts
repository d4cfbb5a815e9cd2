/** `$convert` and its shorthands, which must know the classes of BSON. */
import { Decimal128, Long, ObjectId } from 'bson';
import { evalExpr } from 'mingo/core';
import { badValue } from '../errors.ts';
import { isNumeric, toNumber } from '../numbers.ts';
import { asText, isDoc, isMissing } from '../values/document.ts';
import { typeName, typeNamed } from '../values/type-names.ts';
import { ofOne, type Operator, type Operators } from './operator.ts';
import { isTrue } from './truth.ts';

/** Gives undefined where the value cannot be converted. */
type Conversion = (value: unknown) => unknown;

const HEX_ID = /^[0-9a-f]{24}$/i;

const CONVERSIONS: Partial<Record<string, Conversion>> = {
  string: (value) => {
    if (value instanceof ObjectId) return value.toHexString();
    if (value instanceof Date) return value.toISOString();
    return isDoc(value) || Array.isArray(value) ? undefined : String(value);
  },
  objectId: (value) => {
    if (value instanceof ObjectId) return value;
    return typeof value === 'string' && HEX_ID.test(value) ? new ObjectId(value) : undefined;
  },
  decimal: (value) => {
    const number = isNumeric(value) || typeof value === 'string' ? value : numberFrom(value);
    return number === undefined ? undefined : Decimal128.fromString(asText(number));
  },
  date: (value) => {
    if (value instanceof ObjectId) return value.getTimestamp();
    const date =
      value instanceof Date ? value : new Date(isNumeric(value) ? toNumber(value) : String(value));
    return Number.isNaN(date.getTime()) ? undefined : date;
  },
  double: numberFrom,
  int: (value) => integerFrom(value),
  long: (value) => {
    const number = integerFrom(value);
    return number === undefined ? undefined : Long.fromNumber(number);
  },
  bool: (value) => isTrue(value),
};

function numberFrom(value: unknown): number | undefined {
  if (value instanceof Date) return value.getTime();
  if (typeof value === 'boolean') return Number(value);
  if (!isNumeric(value) && (typeof value !== 'string' || value.trim() === '')) return undefined;
  const number = toNumber(value);
  return Number.isNaN(number) ? undefined : number;
}

function integerFrom(value: unknown): number | undefined {
  const number = numberFrom(value);
  if (number === undefined || (typeof value === 'string' && !Number.isInteger(number)))
    return undefined;
  return Math.trunc(number);
}

/** @throws ServerError where the value cannot be converted */
function convert(value: unknown, to: string): unknown {
  if (isMissing(value)) return null;
  const converted = CONVERSIONS[to]?.(value);
  if (converted !== undefined) return converted;
  throw badValue(
    `Unsupported conversion from ${typeName(value)} to ${to} in $convert with no onError value`,
  );
}

const general: Operator = (doc, args, options) => {
  if (!isDoc(args) || !('input' in args) || !('to' in args))
    throw badValue("$convert needs 'input' and 'to'");
  const input = evalExpr(doc, args['input'], options);
  if (isMissing(input)) return evalExpr(doc, args['onNull'] ?? null, options);
  const to = typeNamed(evalExpr(doc, args['to'], options)) ?? String(args['to']);
  try {
    return convert(input, to);
  } catch (error) {
    if ('onError' in args) return evalExpr(doc, args['onError'], options);
    throw error;
  }
};

const to = (type: string): Operator => ofOne((value) => convert(value, type));

export const conversion: Operators = {
  $convert: general,
  $toString: to('string'),
  $toObjectId: to('objectId'),
  $toDecimal: to('decimal'),
  $toDate: to('date'),
  $toDouble: to('double'),
  $toInt: to('int'),
  $toLong: to('long'),
  $toBool: to('bool'),
  $type: ofOne((value) => (value === undefined ? 'missing' : typeName(value))),
  $isNumber: ofOne(isNumeric),
};
