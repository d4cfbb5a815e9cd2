/** Projections of parts of an array: `$slice`, `$elemMatch` and the positional `$`. */
import { badValue } from '../errors.ts';
import type { Expression } from '../expressions/expression.ts';
import { compileFilter, type FilterScope } from '../match/filter.ts';
import { onElementItself } from '../match/operators.ts';
import { matchedIndex } from '../match/positional.ts';
import { toNumber } from '../numbers.ts';
import { isDoc, type Doc } from '../values/document.ts';
import { pathOf, valuesAt, type Path } from '../values/paths.ts';

interface ArrayProjection {
  readonly path: Path;
  readonly value: Expression;
}

/** @param slice how many elements to keep, from the end when negative; or a list: how many to skip, and to keep */
export function sliceProjection(path: Path, slice: unknown): ArrayProjection {
  const [first = 0, second] = (Array.isArray(slice) ? (slice as unknown[]) : [slice]).map(toNumber);
  return { path, value: (doc) => sliced(valuesAt(doc, path)[0], first, second) };
}

function sliced(value: unknown, first: number, count: number | undefined): unknown {
  if (!Array.isArray(value)) return value;
  if (count === undefined) return first < 0 ? value.slice(first) : value.slice(0, first);
  const from = first < 0 ? Math.max(0, value.length + first) : first;
  return value.slice(from, from + count);
}

/** Keeps the first element that matches; the field is left out where none does. */
export function elementProjection(
  path: Path,
  condition: unknown,
  scope: FilterScope,
): ArrayProjection {
  if (!isDoc(condition)) throw badValue('elemMatch: Invalid argument, object required');
  const matches = onElementItself(condition)
    ? ofElement(compileFilter({ element: condition }, scope))
    : ofFields(compileFilter(condition, scope));
  return {
    path,
    value: (doc) => {
      const array = valuesAt(doc, path)[0];
      const found: unknown[] = Array.isArray(array) ? array.filter(matches) : [];
      return found.length > 0 ? found.slice(0, 1) : undefined;
    },
  };
}

const ofElement = (test: (doc: Doc) => boolean) => (element: unknown) => test({ element });
const ofFields = (test: (doc: Doc) => boolean) => (element: unknown) =>
  isDoc(element) && test(element);

/** Keeps the element that made the query match. */
export function positionalProjection(
  field: string,
  scope: FilterScope & { readonly filter?: Doc },
): ArrayProjection {
  const path = pathOf(field).slice(0, -1);
  const value: Expression = (doc) => {
    const array = valuesAt(doc, path)[0];
    const index = matchedIndex(doc as Doc, scope.filter ?? {}, path, scope);
    if (index < 0) {
      throw badValue(
        "Executor error during find command :: caused by :: positional operator '.$' couldn't find a matching element in the array",
      );
    }
    return Array.isArray(array) ? [array[index]] : array;
  };
  return { path, value };
}
