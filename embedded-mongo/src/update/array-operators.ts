/** The operators that change arrays. Each returns a new array, and leaves the old one as it was. */
import { badValue } from '../errors.ts';
import { compileFilter, type FilterScope } from '../match/filter.ts';
import { isRegex } from '../match/regex.ts';
import { toNumber } from '../numbers.ts';
import { isDoc, isMissing, isOperators, type Doc } from '../values/document.ts';
import { equal, keyOf } from '../values/keys.ts';
import { compare } from '../values/order.ts';
import { sorted } from '../values/sort.ts';
import { typeName } from '../values/type-names.ts';

/** The array in a field; empty where the field does not exist yet. */
export function arrayAt(path: string, value: unknown): unknown[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value;
  throw badValue(`The field '${path}' must be an array but is of type ${typeName(value)}`);
}

const MODIFIERS = new Set(['$each', '$slice', '$sort', '$position']);

/** `$push`: one value, or `{ $each, $position, $sort, $slice }`. */
export function push(array: unknown[], argument: unknown): unknown[] {
  const spec: Doc = isDoc(argument) && '$each' in argument ? argument : { $each: [argument] };
  const unknown = Object.keys(spec).find((key) => !MODIFIERS.has(key));
  if (unknown !== undefined) throw badValue(`Unrecognized clause in $push: ${unknown}`);
  const added = eachOf('$push', spec);
  const at = isMissing(spec['$position']) ? array.length : toNumber(spec['$position']);
  const longer = array.toSpliced(at, 0, ...added);
  return cut(spec['$sort'] === undefined ? longer : inOrder(longer, spec['$sort']), spec['$slice']);
}

function eachOf(operator: string, spec: Doc): unknown[] {
  const { $each } = spec;
  if (Array.isArray($each)) return $each;
  throw badValue(
    `The argument to $each in ${operator} must be an array but it was of type: ${typeName($each)}`,
  );
}

function inOrder(array: unknown[], order: unknown): unknown[] {
  if (isDoc(order)) return sorted(array as Doc[], order);
  return array.toSorted((a, b) => compare(a, b) * toNumber(order));
}

function cut(array: unknown[], slice: unknown): unknown[] {
  if (slice === undefined) return array;
  const most = toNumber(slice);
  return most < 0 ? array.slice(most) : array.slice(0, most);
}

/** Adds the values that the array does not have yet. Duplicates that it already has are kept. */
export function addToSet(array: unknown[], argument: unknown): unknown[] {
  const added = isDoc(argument) && '$each' in argument ? eachOf('$addToSet', argument) : [argument];
  const present = new Set(array.map(keyOf));
  const absent = added.filter((value) => {
    const key = keyOf(value);
    return !present.has(key) && present.add(key);
  });
  return [...array, ...absent];
}

export function pull(array: unknown[], condition: unknown, scope: FilterScope): unknown[] {
  const isPulled = pullTest(condition, scope);
  return array.filter((element) => !isPulled(element));
}

const LOGICAL = new Set(['$and', '$or', '$nor']);

/** A condition is on fields of the elements or, by operators, on the elements themselves. */
function pullTest(condition: unknown, scope: FilterScope): (element: unknown) => boolean {
  const logical = isDoc(condition) && Object.keys(condition).some((key) => LOGICAL.has(key));
  if (isDoc(condition) && (logical || !isOperators(condition))) {
    const matches = compileFilter(condition, scope);
    return (element) => isDoc(element) && matches(element);
  }
  if (!isRegex(condition) && !isDoc(condition)) return (element) => equal(element, condition);
  const matches = compileFilter({ element: condition }, scope);
  return (element) => matches({ element: Array.isArray(element) ? [element] : element });
}

export function pullAll(array: unknown[], values: unknown): unknown[] {
  if (!Array.isArray(values)) throw badValue('$pullAll requires an array argument');
  const pulled = new Set(values.map(keyOf));
  return array.filter((element) => !pulled.has(keyOf(element)));
}

/** Removes the first element for -1, the last for 1. */
export function pop(array: unknown[], end: unknown): unknown[] {
  const side = toNumber(end);
  if (side !== 1 && side !== -1) throw badValue(`$pop expects 1 or -1, found: ${String(end)}`);
  return side < 0 ? array.slice(1) : array.slice(0, -1);
}
