import { isDoc, type Doc } from '../values/document.ts';
import { setOwn, valuesAt, type Path } from '../values/paths.ts';
import { compileFilter, type FilterScope } from './filter.ts';

/**
 * The element of the array at `path` that made the filter match: what the positional `$` stands for.
 * @returns its index; -1 where the filter has no condition on this array, or no element matches
 */
export function matchedIndex(doc: Doc, filter: Doc, path: Path, scope: FilterScope): number {
  const array = valuesAt(doc, path).find((value) => Array.isArray(value));
  const own = conditionsOn(path.join('.'), filter);
  if (!array || Object.keys(own).length === 0) return -1;
  const matches = compileFilter(own, scope);
  return array.findIndex((element: unknown) => matches(holding(path, element)));
}

/** The conditions of a filter on one array. */
function conditionsOn(array: string, filter: Doc): Doc {
  const kept: [string, unknown][] = [];
  for (const [key, condition] of Object.entries(filter)) {
    if (key === array || key.startsWith(`${array}.`)) kept.push([key, condition]);
    else if ((key === '$and' || key === '$or') && Array.isArray(condition)) {
      const parts = condition.filter(isDoc).map((part) => conditionsOn(array, part));
      const some = parts.filter((part) => Object.keys(part).length > 0);
      if (some.length > 0) kept.push([key, some]);
    }
  }
  return Object.fromEntries(kept);
}

/** A document with nothing but an array at `path` that has this one element. */
function holding(path: Path, element: unknown): Doc {
  let held: unknown = [element];
  for (const step of path.toReversed()) {
    const holder: Doc = {};
    setOwn(holder, step, held);
    held = holder;
  }
  return held as Doc;
}
