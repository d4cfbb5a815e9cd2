/** A document as it is decoded from BSON: a plain object that owns all its fields, whatever their names. */
export type Doc = Record<string, unknown>;

// Read once: under jest it is slow to read a global, and the engine checks a great many values.
const PLAIN = Object.prototype;

/** True of documents only: not of arrays, dates, or the classes of BSON. */
export function isDoc(value: unknown): value is Doc {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === PLAIN || prototype === null;
}

/** The name of a class of the `bson` package: `ObjectId`, `Decimal128`… Undefined for any other object. */
export function bsonClass(value: object): string | undefined {
  const name = (value as Doc)['_bsontype'];
  return typeof name === 'string' ? name : undefined;
}

/** True of `{ $gt: 1 }` and not of `{ a: 1 }`: the first name decides, as on the server. */
export function isOperators(value: unknown): value is Doc {
  return isDoc(value) && firstKey(value)?.startsWith('$') === true;
}

/** A BSON value, a number or a string as text. */
export const asText = (value: unknown): string => String(value);

export function firstKey(doc: Doc): string | undefined {
  for (const key in doc) if (Object.hasOwn(doc, key)) return key;
  return undefined;
}

export const isMissing = (value: unknown): value is null | undefined =>
  value === null || value === undefined;
