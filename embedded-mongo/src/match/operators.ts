/** The operators on one field. Each compiles its argument to a test over every value that the field's path reaches. */
import { badValue } from '../errors.ts';
import { isNumeric, toNumber } from '../numbers.ts';
import { isDoc, isMissing, isOperators, type Doc } from '../values/document.ts';
import { keyOf } from '../values/keys.ts';
import { compare, Rank, rank } from '../values/order.ts';
import { typeNamed, typeName } from '../values/type-names.ts';
import { isRegex, toRegex } from './regex.ts';

export type Test = (values: unknown[]) => boolean;
/** Compiles the filter inside `$elemMatch`. */
export type Nested = (filter: Doc) => (doc: Doc) => boolean;
type Operator = (argument: unknown, nested: Nested, siblings: Doc) => Test;

/** The values, and the elements of those that are arrays: most operators match either. */
function withElements(values: unknown[]): unknown[] {
  if (!values.some(Array.isArray)) return values;
  return values.flatMap((value) =>
    Array.isArray(value) ? [value, ...(value as unknown[])] : [value],
  );
}

const someElement =
  (test: (value: unknown) => boolean): Test =>
  (values) => {
    // By far the most common case: one value, and no array.
    if (values.length === 1 && !Array.isArray(values[0])) return test(values[0]);
    return withElements(values).some(test);
  };

const not =
  (test: Test): Test =>
  (values) =>
    !test(values);

const ALWAYS: Test = () => true;

/** Equality; null is equal to a missing field. */
export function equals(value: unknown): Test {
  if (isMissing(value)) return someElement(isMissing);
  if (typeof value === 'string' || typeof value === 'boolean')
    return someElement((v) => v === value);
  const key = keyOf(value);
  return someElement((v) => v !== undefined && keyOf(v) === key);
}

export function matchesRegex(pattern: unknown, options?: unknown): Test {
  const regex = toRegex(pattern, options);
  const same = isRegex(pattern) ? keyOf(pattern) : undefined;
  return someElement((v) =>
    typeof v === 'string' ? regex.test(v) : isRegex(v) && keyOf(v) === same,
  );
}

function isIn(list: unknown): Test {
  if (!Array.isArray(list)) throw badValue('$in needs an array');
  const patterns = list.filter(isRegex).map((pattern) => matchesRegex(pattern));
  const keys = new Set(list.filter((value) => !isRegex(value)).map(keyOf));
  const texts = new Set(list.filter((value) => typeof value === 'string'));
  const listed = someElement((v) => (typeof v === 'string' ? texts.has(v) : keys.has(keyOf(v))));
  if (patterns.length === 0) return listed;
  return (values) => listed(values) || patterns.some((test) => test(values));
}

/** `$gt`, `$gte`, `$lt` and `$lte` compare values of one type only, except with MinKey and MaxKey. */
function ordered(accept: (order: number) => boolean, orEqual: boolean): Operator {
  return (bound) => {
    const kind = rank(bound);
    if (isMissing(bound)) return orEqual ? someElement(isMissing) : () => false;
    if (Number.isNaN(bound)) return someElement((v) => orEqual && Number.isNaN(v));
    const anyType = kind === Rank.minKey || kind === Rank.maxKey;
    const comparable = (v: unknown) =>
      v !== undefined && (anyType || rank(v) === kind) && !Number.isNaN(v);
    return someElement((v) => comparable(v) && accept(compare(v, bound)));
  };
}

function hasType(argument: unknown): Test {
  const wanted = new Set<string>();
  for (const alias of Array.isArray(argument) ? (argument as unknown[]) : [argument]) {
    const name = alias === 'number' ? 'number' : typeNamed(alias);
    if (name === undefined) throw badValue(`Unknown type name alias: ${String(alias)}`);
    wanted.add(name);
  }
  const number = wanted.has('number');
  return someElement(
    (v) => v !== undefined && (wanted.has(typeName(v)) || (number && isNumeric(v))),
  );
}

function modulo(argument: unknown): Test {
  if (!Array.isArray(argument) || argument.length !== 2) {
    throw badValue('malformed mod, not enough elements');
  }
  const [divisor = 0, remainder = 0] = argument.map((part) => Math.trunc(toNumber(part)));
  if (divisor === 0) throw badValue('divisor cannot be 0');
  return someElement((v) => isNumeric(v) && Math.trunc(toNumber(v)) % divisor === remainder);
}

function negated(argument: unknown, nested: Nested): Test {
  if (isRegex(argument)) return not(matchesRegex(argument));
  if (isOperators(argument)) return not(compileOperators(argument, nested));
  throw badValue('$not needs a regex or a document');
}

function everyOf(argument: unknown, nested: Nested): Test {
  if (!Array.isArray(argument)) throw badValue('$all needs an array');
  const tests = argument.map((wanted: unknown) => {
    if (isDoc(wanted) && '$elemMatch' in wanted)
      return elementMatches(wanted['$elemMatch'], nested);
    return isRegex(wanted) ? matchesRegex(wanted) : equals(wanted);
  });
  return (values) => tests.length > 0 && tests.every((test) => test(values));
}

const LOGICAL = new Set(['$and', '$or', '$nor', '$expr']);

/** Whether the argument of an `$elemMatch` is about the element itself (`{ $gt: 1 }`) and not about its fields. */
export function onElementItself(argument: Doc): boolean {
  return isOperators(argument) && !Object.keys(argument).some((key) => LOGICAL.has(key));
}

function elementMatches(argument: unknown, nested: Nested): Test {
  if (!isDoc(argument)) throw badValue('$elemMatch needs an Object');
  const matches = elementTest(argument, nested);
  return (values) => values.some((value) => Array.isArray(value) && value.some(matches));
}

function elementTest(argument: Doc, nested: Nested): (element: unknown) => boolean {
  if (onElementItself(argument)) {
    const test = compileOperators(argument, nested);
    return (element) => test([element]);
  }
  const matches = nested(argument);
  return (element) => (isDoc(element) || Array.isArray(element)) && matches(element as Doc);
}

const OPERATORS = new Map<string, Operator>([
  ['$eq', (argument) => equals(argument)],
  ['$ne', (argument) => not(isRegex(argument) ? matchesRegex(argument) : equals(argument))],
  ['$gt', ordered((order) => order > 0, false)],
  ['$gte', ordered((order) => order >= 0, true)],
  ['$lt', ordered((order) => order < 0, false)],
  ['$lte', ordered((order) => order <= 0, true)],
  ['$in', isIn],
  ['$nin', (argument) => not(isIn(argument))],
  ['$exists', (wanted) => (values) => values.some((v) => v !== undefined) === Boolean(wanted)],
  ['$type', hasType],
  [
    '$size',
    (size) => (values) => values.some((v) => Array.isArray(v) && v.length === toNumber(size)),
  ],
  ['$mod', modulo],
  ['$regex', (pattern, _nested, { $options }) => matchesRegex(pattern, $options)],
  ['$options', (_argument, _nested, siblings) => optionsOf(siblings)],
  ['$not', negated],
  ['$all', everyOf],
  ['$elemMatch', elementMatches],
  ['$comment', () => ALWAYS],
]);

function optionsOf(siblings: Doc): Test {
  if (!('$regex' in siblings)) throw badValue('$options needs a $regex');
  return ALWAYS;
}

/** @param spec such as `{ $gte: 3, $lt: 9 }` */
export function compileOperators(spec: Doc, nested: Nested): Test {
  const tests = Object.entries(spec).map(([name, argument]) => {
    const operator = OPERATORS.get(name);
    if (!operator) throw badValue(`unknown operator: ${name}`);
    return operator(argument, nested, spec);
  });
  const [only] = tests;
  return only && tests.length === 1 ? only : (values) => tests.every((test) => test(values));
}
