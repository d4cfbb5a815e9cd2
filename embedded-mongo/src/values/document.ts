/** A document as BSON decoding makes it: an object of own fields, whatever they are called. */
export type Doc = Record<string, unknown>;

// Looked up once: jest makes each look at a global slow, and most of what the engine does comes here.
const PLAIN = Object.prototype;

/** True of documents only: not of arrays, dates, or the classes of BSON. */
export function isDoc(value: unknown): value is Doc {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === PLAIN || prototype === null;
}

/** The name that the `bson` package gives a class: `ObjectId`, `Decimal128`… */
export function bsonClass(value: object): string | undefined {
  const name = (value as Doc)['_bsontype'];
  return typeof name === 'string' ? name : undefined;
}

/** True of `{ $gt: 1 }` and not of `{ a: 1 }`: the first name decides, as on the server. */
export function isOperators(value: unknown): value is Doc {
  return isDoc(value) && firstKey(value)?.startsWith('$') === true;
}

/** What a BSON value, a number or a string shows itself as. */
export const asText = (value: unknown): string => String(value);

export function firstKey(doc: Doc): string | undefined {
  for (const key in doc) if (Object.hasOwn(doc, key)) return key;
  return undefined;
}

export const isMissing = (value: unknown): value is null | undefined =>
  value === null || value === undefined;
