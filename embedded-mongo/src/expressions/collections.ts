/** Operators on arrays, sets and objects that compare elements as BSON does or name fields of a document. */
import { evalExpr } from 'mingo/core';
import { badValue } from '../errors.ts';
import { toNumber } from '../numbers.ts';
import { isDoc, isMissing, type Doc } from '../values/document.ts';
import { distinct, keyOf } from '../values/keys.ts';
import { compare } from '../values/order.ts';
import { getOwn, setOwn } from '../values/paths.ts';
import { sorted } from '../values/sort.ts';
import { merge } from './accumulate.ts';
import {
  listFor,
  ofMany,
  ofNamed,
  ofOne,
  ofTwo,
  type Operator,
  type Operators,
} from './operator.ts';

const keysOf = (list: unknown[]): Set<string> => new Set(list.map(keyOf));

function isIn(value: unknown, list: unknown): boolean {
  const key = keyOf(value);
  return listFor('$in', list).some((element) => keyOf(element) === key);
}

function indexOf([list, wanted, start = 0, end]: unknown[]): number | null {
  if (isMissing(list)) return null;
  const key = keyOf(wanted);
  const elements = listFor('$indexOfArray', list);
  const last = end === undefined ? elements.length : toNumber(end);
  return elements.findIndex(
    (element, i) => i >= toNumber(start) && i < last && keyOf(element) === key,
  );
}

/** A set operator over two or more lists; null where one of them is missing. */
const ofSets = (name: string, compute: (sets: unknown[][]) => unknown): Operator =>
  ofMany((values) =>
    values.some(isMissing) ? null : compute(values.map((value) => listFor(name, value))),
  );

function intersection([first = [], ...others]: unknown[][]): unknown[] {
  const sets = others.map(keysOf);
  return distinct(first).filter((value) => sets.every((set) => set.has(keyOf(value))));
}

function difference([first = [], second = []]: unknown[][]): unknown[] {
  const excluded = keysOf(second);
  return distinct(first).filter((value) => !excluded.has(keyOf(value)));
}

function isSubset([first = [], second = []]: unknown[][]): boolean {
  const all = keysOf(second);
  return first.every((value) => all.has(keyOf(value)));
}

function areEqual(sets: unknown[][]): boolean {
  const [first = new Set<string>(), ...others] = sets.map(keysOf);
  return others.every((set) => set.size === first.size && [...set].every((key) => first.has(key)));
}

function sortArray({ input, sortBy }: Doc): unknown[] | null {
  if (isMissing(input)) return null;
  const list = listFor('$sortArray', input);
  if (isDoc(sortBy)) return sorted(list as Doc[], sortBy);
  return list.toSorted((a, b) => compare(a, b) * toNumber(sortBy));
}

function arrayToObject(value: unknown): Doc | null {
  if (isMissing(value)) return null;
  const object: Doc = {};
  for (const item of listFor('$arrayToObject', value)) {
    const [name, field] = Array.isArray(item) ? (item as unknown[]) : pairOf(item);
    setOwn(object, String(name), field);
  }
  return object;
}

function pairOf(item: unknown): [unknown, unknown] {
  if (isDoc(item) && 'k' in item && 'v' in item) return [item['k'], item['v']];
  throw badValue('$arrayToObject needs pairs [k, v] or { k, v }');
}

/** Reads a field whose name may hold dots or dollars: `'a'` of the document, or `{ field, input }`. */
const getField: Operator = (doc, args, options) => {
  const named = isDoc(args) && 'field' in args;
  const field = evalExpr(doc, named ? args['field'] : args, options);
  const input = named && 'input' in args ? evalExpr(doc, args['input'], options) : doc;
  return isDoc(input) ? getOwn(input, String(field)) : undefined;
};

function withField(input: unknown, field: unknown, value: unknown): Doc | null {
  if (isMissing(input)) return null;
  if (!isDoc(input)) throw badValue('$setField requires an object as its input');
  const copy = { ...input };
  if (value === undefined) delete copy[String(field)];
  else setOwn(copy, String(field), value);
  return copy;
}

export const collections: Operators = {
  $in: ofTwo('$in', isIn),
  $indexOfArray: ofMany(indexOf),
  $size: ofOne((value) => listFor('$size', value).length),
  $sortArray: ofNamed(sortArray),
  $setUnion: ofSets('$setUnion', (sets) => distinct(sets.flat())),
  $setIntersection: ofSets('$setIntersection', intersection),
  $setDifference: ofSets('$setDifference', difference),
  $setIsSubset: ofSets('$setIsSubset', isSubset),
  $setEquals: ofSets('$setEquals', areEqual),
  $arrayToObject: ofOne(arrayToObject),
  $mergeObjects: ofMany(merge),
  $getField: getField,
  $setField: ofNamed(({ input, field, value }) => withField(input, field, value)),
  $unsetField: ofNamed(({ input, field }) => withField(input, field, undefined)),
};
