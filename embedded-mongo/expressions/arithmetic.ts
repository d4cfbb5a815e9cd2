/** Arithmetic that keeps Long and Decimal128 exact. Dates and plain numbers are left to mingo. */
import { Decimal128, Long } from 'bson';
import { evalExpr } from 'mingo/core';
import * as standard from 'mingo/operators/expression';
import { add, divide, isNumeric, multiply, subtract } from '../numbers.ts';
import { average, greatest, least, total } from './accumulate.ts';
import { ofOne, type Operator, type Operators } from './operator.ts';

const isExact = (value: unknown): boolean => value instanceof Decimal128 || value instanceof Long;

const exactly =
  (operation: (a: unknown, b: unknown) => unknown, otherwise: Operator): Operator =>
  (doc, args, options) => {
    const values = evalExpr(doc, args, options);
    const exact = Array.isArray(values) && values.some(isExact) && values.every(isNumeric);
    return exact ? values.reduce(operation) : otherwise(doc, args, options);
  };

const overList = (accumulate: (values: unknown[]) => unknown): Operator =>
  ofOne((value) => accumulate(Array.isArray(value) ? (value as unknown[]) : [value]));

export const arithmetic: Operators = {
  $add: exactly(add, standard.$add as Operator),
  $subtract: exactly(subtract, standard.$subtract as Operator),
  $multiply: exactly(multiply, standard.$multiply as Operator),
  $divide: exactly(divide, standard.$divide as Operator),
  $sum: overList(total),
  $avg: overList(average),
  $min: overList(least),
  $max: overList(greatest),
};
