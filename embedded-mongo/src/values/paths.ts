/** Fields and dotted paths. No function here follows or touches a prototype, whatever a field is called. */
import { isDoc, type Doc } from './document.ts';

export type Path = readonly string[];

export const pathOf = (dotted: string): Path => dotted.split('.');

export function getOwn(holder: object, key: string | number): unknown {
  return Object.hasOwn(holder, key) ? (holder as Doc)[key] : undefined;
}

/** Sets an own property, also one called `__proto__`, which plain assignment would take for the prototype. */
export function setOwn(holder: object, key: string | number, value: unknown): void {
  if (key !== '__proto__') (holder as Doc)[key] = value;
  else
    Object.defineProperty(holder, key, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
}

const INDEX = /^(?:0|[1-9]\d*)$/;
export const isIndex = (step: string): boolean => INDEX.test(step);

/**
 * Every value that a path reaches, through arrays of subdocuments; undefined wherever it does not lead to the end.
 * @example valuesAt({ a: [{ b: 1 }, { b: 2 }] }, ['a', 'b']) // [1, 2]
 */
export function valuesAt(value: unknown, path: Path, from = 0, found: unknown[] = []): unknown[] {
  const step = path[from];
  if (step === undefined) found.push(value);
  else if (Array.isArray(value)) throughArray(value, step, path, from, found);
  else if (isDoc(value)) valuesAt(getOwn(value, step), path, from + 1, found);
  else found.push(undefined);
  return found;
}

function throughArray(
  array: unknown[],
  step: string,
  path: Path,
  from: number,
  found: unknown[],
): void {
  if (isIndex(step) && Number(step) < array.length)
    valuesAt(array[Number(step)], path, from + 1, found);
  for (const element of array) if (isDoc(element)) valuesAt(element, path, from, found);
}

/**
 * A copy of `value` with `next` at `path`, in every element of an array on the way; undefined removes the field. The
 * rest is shared with the original, which is not changed.
 * @example withValue({ a: { b: 1 }, c: 2 }, ['a', 'b'], 9) // { a: { b: 9 }, c: 2 }
 */
export function withValue(value: unknown, path: Path, next: unknown, from = 0): unknown {
  if (Array.isArray(value) && from > 0)
    return value.map((element) => withValue(element, path, next, from));
  const copy: Doc = isDoc(value) ? { ...value } : {};
  const step = path[from] ?? '';
  if (from === path.length - 1) {
    if (next === undefined) delete copy[step];
    else setOwn(copy, step, next);
  } else if (next !== undefined || getOwn(copy, step) !== undefined) {
    setOwn(copy, step, withValue(getOwn(copy, step), path, next, from + 1));
  }
  return copy;
}

/** `{ a: { b: 1 } }` as `[['a.b', 1]]`. @param isLeaf keeps a document whole, such as one of operators */
export function flatten(
  spec: Doc,
  isLeaf: (value: unknown) => boolean,
  prefix = '',
): [string, unknown][] {
  return Object.entries(spec).flatMap(([key, value]): [string, unknown][] => {
    const branch = isDoc(value) && Object.keys(value).length > 0 && !isLeaf(value);
    return branch ? flatten(value, isLeaf, `${prefix}${key}.`) : [[prefix + key, value]];
  });
}
