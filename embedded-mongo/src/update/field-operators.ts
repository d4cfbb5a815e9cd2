/** The update operators on single fields: each computes the new value of a field from its old one. */
import { Timestamp } from 'bson';
import { ServerError } from '../errors.ts';
import type { FilterScope } from '../match/filter.ts';
import { add, isNumeric, multiply } from '../numbers.ts';
import { isDoc } from '../values/document.ts';
import { compare } from '../values/order.ts';
import { addToSet, arrayAt, pop, pull, pullAll, push } from './array-operators.ts';

export interface OperatorScope extends FilterScope {
  /** The one instant of the command, for `$currentDate`. */
  readonly now: Date;
}

/** The field that an operator changes. */
interface Target {
  readonly path: string;
  /** Its value so far; undefined where it does not exist yet. */
  readonly old: unknown;
}

/** What an operator returns to leave the field as it is. */
export const UNCHANGED = Symbol('unchanged');

interface FieldOperator {
  /** Whether missing objects on the path of the field are created. */
  readonly creates: boolean;
  readonly apply: (target: Target, argument: unknown, scope: OperatorScope) => unknown;
}

const creating = (apply: FieldOperator['apply']): FieldOperator => ({ creates: true, apply });

/** An operator that does nothing where the array does not exist yet. */
const onArray = (
  apply: (array: unknown[], argument: unknown, scope: FilterScope) => unknown,
): FieldOperator => ({
  creates: false,
  apply: ({ path, old }, argument, scope) =>
    old === undefined ? UNCHANGED : apply(arrayAt(path, old), argument, scope),
});

const orElse = (replaces: boolean, value: unknown): unknown => (replaces ? value : UNCHANGED);

function increment({ path, old }: Target, amount: unknown): unknown {
  requireNumber('increment', path, amount);
  if (old === undefined) return amount;
  requireNumeric('$inc', path, old);
  return add(old, amount);
}

function multiplied({ path, old }: Target, factor: unknown): unknown {
  requireNumber('multiply', path, factor);
  if (old === undefined) return multiply(factor, 0);
  requireNumeric('$mul', path, old);
  return multiply(old, factor);
}

function requireNumber(verb: string, path: string, argument: unknown): void {
  if (isNumeric(argument)) return;
  const formatted = JSON.stringify(argument);
  throw new ServerError(
    'TypeMismatch',
    `Cannot ${verb} with non-numeric argument: {${path}: ${formatted}}`,
  );
}

function requireNumeric(operator: string, path: string, old: unknown): void {
  if (isNumeric(old)) return;
  const formatted = JSON.stringify(old);
  throw new ServerError(
    'TypeMismatch',
    `Cannot apply ${operator} to a value of non-numeric type. {${path}: ${formatted}}`,
  );
}

function currentDate(_target: Target, type: unknown, { now }: OperatorScope): unknown {
  const timestamp = isDoc(type) && type['$type'] === 'timestamp';
  return timestamp ? new Timestamp({ t: Math.floor(now.getTime() / 1000), i: 1 }) : now;
}

const OPERATORS = new Map<string, FieldOperator>([
  ['$set', creating((_target, value) => value)],
  ['$setOnInsert', creating((_target, value) => value)],
  ['$inc', creating(increment)],
  ['$mul', creating(multiplied)],
  [
    '$min',
    creating(({ old }, value) => orElse(old === undefined || compare(value, old) < 0, value)),
  ],
  [
    '$max',
    creating(({ old }, value) => orElse(old === undefined || compare(value, old) > 0, value)),
  ],
  ['$currentDate', creating(currentDate)],
  ['$push', creating(({ path, old }, argument) => push(arrayAt(path, old), argument))],
  ['$addToSet', creating(({ path, old }, argument) => addToSet(arrayAt(path, old), argument))],
  ['$pull', onArray(pull)],
  ['$pullAll', onArray(pullAll)],
  ['$pop', onArray(pop)],
]);

/** The operators that do more than give a field a new value. */
const STRUCTURAL = new Set(['$unset', '$rename']);

export const isFieldOperator = (name: string): boolean =>
  OPERATORS.has(name) || STRUCTURAL.has(name);

export function fieldOperator(name: string): FieldOperator {
  const operator = OPERATORS.get(name);
  if (operator) return operator;
  throw unknownModifier(name);
}

export function unknownModifier(name: string): ServerError {
  const expected =
    'Expected a valid update modifier or pipeline-style update specified as an array';
  return new ServerError('FailedToParse', `Unknown modifier: ${name}. ${expected}`);
}
