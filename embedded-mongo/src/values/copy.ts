import { isDoc, type Doc } from './document.ts';
import { setOwn } from './paths.ts';

/** Copies documents and arrays at every depth. Dates and BSON values are shared, since they are never changed. */
export function deepCopy<T>(value: T): T;
export function deepCopy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((element) => deepCopy<unknown>(element));
  if (!isDoc(value)) return value;
  const copy: Doc = {};
  for (const key of Object.keys(value)) setOwn(copy, key, deepCopy(value[key]));
  return copy;
}
