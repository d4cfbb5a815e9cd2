/** The values that a filter demands of single fields: an upsert starts from them, and an index looks them up. */
import { isDoc, isOperators, type Doc } from '../values/document.ts';
import { isRegex } from './regex.ts';

/** Each field that must equal one value, as `{ a: 1 }`, `{ a: { $eq: 1 } }` or `{ a: { $all: [1] } }` say. */
export function equalities(filter: Doc): Map<string, unknown> {
  const found = new Map<string, unknown>();
  for (const [field, condition] of conjuncts(filter)) {
    if (isRegex(condition)) continue;
    if (!isOperators(condition)) found.set(field, condition);
    else if ('$eq' in condition) found.set(field, condition['$eq']);
    else if (isSingle(condition['$all'])) found.set(field, condition['$all'][0]);
  }
  return found;
}

const isSingle = (list: unknown): list is [unknown] =>
  Array.isArray(list) && list.length === 1 && !isOperators(list[0]) && !isRegex(list[0]);

/**
 * By field, the values of which a matching document must hold one. So an index on any of these fields finds every
 * match. The filter still has to be tested, since these are not all of its conditions.
 */
export function lookups(filter: Doc): Map<string, readonly unknown[]> {
  const found = new Map<string, readonly unknown[]>();
  for (const [field, condition] of conjuncts(filter)) {
    for (const [path, values] of lookupsOn(field, condition)) {
      if (!found.has(path)) found.set(path, values);
    }
  }
  return found;
}

function lookupsOn(field: string, condition: unknown): Iterable<[string, readonly unknown[]]> {
  if (isRegex(condition)) return [];
  if (!isOperators(condition)) return [[field, [condition]]];
  const { $eq, $in, $all, $elemMatch } = condition;
  if ('$eq' in condition) return [[field, [$eq]]];
  if (isValues($in)) return [[field, $in]];
  if (isValues($all) && $all.length > 0) return [[field, [$all[0]]]];
  if (isDoc($elemMatch) && !isOperators($elemMatch)) return underneath(field, $elemMatch);
  return [];
}

const isValues = (list: unknown): list is unknown[] =>
  Array.isArray(list) && !list.some((value) => isRegex(value) || isOperators(value));

/** An element of the array at `field` must match, so a path through the array reaches its values. */
function underneath(field: string, filter: Doc): [string, readonly unknown[]][] {
  return [...lookups(filter)].map(([path, values]) => [`${field}.${path}`, values]);
}

/** The conditions on fields that all must hold, those inside `$and` included. */
export function* conjuncts(filter: Doc): Generator<[string, unknown]> {
  for (const [key, condition] of Object.entries(filter)) {
    if (!key.startsWith('$')) yield [key, condition];
    else if (key === '$and' && Array.isArray(condition)) {
      for (const branch of condition as unknown[]) if (isDoc(branch)) yield* conjuncts(branch);
    }
  }
}
