/** Comparison and logic by the order of BSON. Unlike in a filter, values of different types can be compared. */
import { evalExpr } from 'mingo/core';
import { badValue } from '../errors.ts';
import { isDoc } from '../values/document.ts';
import { equal } from '../values/keys.ts';
import { compare } from '../values/order.ts';
import { ofMany, ofOne, ofTwo, type Operator, type Operators } from './operator.ts';
import { isTrue } from './truth.ts';

/** A missing value comes before every other, null included. */
function order(a: unknown, b: unknown): number {
  if (a === undefined || b === undefined)
    return Number(b === undefined) - Number(a === undefined) || 0;
  return Math.sign(compare(a, b));
}

const same = (a: unknown, b: unknown): boolean =>
  (a === undefined) === (b === undefined) && equal(a, b);

const choose: Operator = (doc, args, options) => {
  const [condition, yes, no] = Array.isArray(args) ? (args as unknown[]) : branchesOf(args);
  return evalExpr(doc, isTrue(evalExpr(doc, condition, options)) ? yes : no, options);
};

function branchesOf(args: unknown): unknown[] {
  if (isDoc(args) && 'if' in args && 'then' in args && 'else' in args) {
    return [args['if'], args['then'], args['else']];
  }
  throw badValue('$cond takes a list of three expressions or an object of if, then and else');
}

export const comparison: Operators = {
  $cmp: ofTwo('$cmp', order),
  $eq: ofTwo('$eq', same),
  $ne: ofTwo('$ne', (a, b) => !same(a, b)),
  $gt: ofTwo('$gt', (a, b) => order(a, b) > 0),
  $gte: ofTwo('$gte', (a, b) => order(a, b) >= 0),
  $lt: ofTwo('$lt', (a, b) => order(a, b) < 0),
  $lte: ofTwo('$lte', (a, b) => order(a, b) <= 0),
  $and: ofMany((values) => values.every(isTrue)),
  $or: ofMany((values) => values.some(isTrue)),
  $not: ofOne((value) => !isTrue(value)),
  $cond: choose,
};
