import { evalExpr } from 'mingo/core';
import type { Options } from 'mingo/types';
import { badValue } from '../errors.ts';

/** An aggregation operator as mingo calls it. `args` is its argument, not yet evaluated. */
export type Operator = (doc: unknown, args: unknown, options: Options) => unknown;

export type Operators = Readonly<Record<`$${string}`, Operator>>;

/** An operator with one argument, which may be in a list of one. It gets the value of the argument. */
export const ofOne =
  (compute: (value: unknown) => unknown): Operator =>
  (doc, args, options) =>
    compute(evalExpr(doc, Array.isArray(args) && args.length === 1 ? args[0] : args, options));

/** An operator with two arguments, of which it gets the values. */
export const ofTwo =
  (name: string, compute: (left: unknown, right: unknown) => unknown): Operator =>
  (doc, args, options) => {
    const values = evalExpr(doc, args, options);
    if (Array.isArray(values) && values.length === 2) return compute(values[0], values[1]);
    const count = Array.isArray(values) ? values.length : 1;
    throw badValue(`Expression ${name} takes exactly 2 arguments. ${count} were passed in.`);
  };

/** An operator with any number of arguments, of which it gets the values. */
export const ofMany =
  (compute: (values: unknown[]) => unknown): Operator =>
  (doc, args, options) => {
    const values = evalExpr(doc, args, options);
    return compute(Array.isArray(values) ? values : [values]);
  };

/** An operator with named arguments, of which it gets the values. */
export const ofNamed =
  (compute: (values: Record<string, unknown>) => unknown): Operator =>
  (doc, args, options) =>
    compute(evalExpr(doc, args, options) as Record<string, unknown>);

/** The value as a list. @throws ServerError where it is none */
export function listFor(name: string, value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  throw badValue(`The argument to ${name} must be an array, but was of type: ${typeof value}`);
}
