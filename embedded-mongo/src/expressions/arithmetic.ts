/** Arithmetic that keeps Long and Decimal128 exact. Dates and plain numbers are left to mingo. */
import { Decimal128, Long } from 'bson';
import { evalExpr } from 'mingo/core';
import * as standard from 'mingo/operators/expression';
import { add, divide, isNumeric, multiply, subtract } from '../numbers.ts';
import { average, greatest, least, total } from './accumulate.ts';
import { ofOne, type Operator, type Operators } from './operator.ts';

const isExact = (value: unknown): boolean => value instanceof Decimal128 || value instanceof Long;

const isFinite = (value: unknown): boolean => Number.isFinite(value);

/** mingo gets the arguments evaluated, as literals. Otherwise nested expressions would be evaluated twice a level. */
const exactly =
  (operation: (a: unknown, b: unknown) => unknown, otherwise: Operator, most = 2): Operator =>
  (doc, args, options) => {
    const values = evalExpr(doc, args, options);
    const exact = Array.isArray(values) && values.some(isExact) && values.every(isNumeric);
    if (exact || areNumbers(values, most)) return (values as unknown[]).reduce(operation);
    return otherwise(doc, literally(values), options);
  };

/** Whether these are at least two finite numbers, and the second can be a divisor. */
const areNumbers = (values: unknown, most: number): boolean =>
  Array.isArray(values) &&
  values.length >= 2 &&
  values.length <= most &&
  values.every(isFinite) &&
  values[1] !== 0;

/** Any number of arguments. */
const ANY = Number.POSITIVE_INFINITY;

const literally = (values: unknown): unknown =>
  Array.isArray(values)
    ? values.map((value: unknown) => ({ $literal: value }))
    : { $literal: values };

const overList = (accumulate: (values: unknown[]) => unknown): Operator =>
  ofOne((value) => accumulate(Array.isArray(value) ? (value as unknown[]) : [value]));

export const arithmetic: Operators = {
  $add: exactly(add, standard.$add as Operator, ANY),
  $subtract: exactly(subtract, standard.$subtract as Operator),
  $multiply: exactly(multiply, standard.$multiply as Operator, ANY),
  $divide: exactly(divide, standard.$divide as Operator),
  $sum: overList(total),
  $avg: overList(average),
  $min: overList(least),
  $max: overList(greatest),
};
