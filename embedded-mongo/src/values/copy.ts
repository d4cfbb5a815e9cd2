import { isDoc, type Doc } from './document.ts';
import { setOwn } from './paths.ts';

/** Copies documents and arrays to any depth; BSON values and dates are never changed in place and are shared. */
export function deepCopy<T>(value: T): T;
export function deepCopy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((element) => deepCopy<unknown>(element));
  if (!isDoc(value)) return value;
  const copy: Doc = {};
  for (const key of Object.keys(value)) setOwn(copy, key, deepCopy(value[key]));
  return copy;
}
