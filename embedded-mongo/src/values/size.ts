import { Binary, calculateObjectSize } from 'bson';
import { badValue, ServerError } from '../errors.ts';
import { asText, bsonClass, type Doc } from './document.ts';
import { bytesOf } from './order.ts';

/** The size limit of a stored document, in bytes of BSON. */
export const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;

/** A character of a JavaScript string is at most three bytes of UTF-8. */
const BYTES_PER_UNIT = 3;
/** Type, name terminator, and the value or the length and terminator of one. */
const OVERHEAD = 24;

/** An upper bound of the size of a value in BSON, in bytes: far cheaper than its exact size. */
export function sizeBound(value: unknown): number {
  if (typeof value === 'string') return OVERHEAD + value.length * BYTES_PER_UNIT;
  if (typeof value !== 'object' || value === null) return OVERHEAD;
  if (value instanceof Binary || value instanceof Uint8Array)
    return OVERHEAD + bytesOf(value).length;
  if (value instanceof RegExp || bsonClass(value) === 'BSONRegExp')
    return OVERHEAD + BYTES_PER_UNIT * asText(value).length;
  let bytes = OVERHEAD;
  for (const [key, field] of Object.entries(value))
    bytes += key.length * BYTES_PER_UNIT + sizeBound(field);
  return bytes;
}

/**
 * Refuses what cannot be stored: a document over 16 MiB, or one with a field `_bsontype`, which no driver could read
 * back since it would take the document for a BSON value.
 */
export function checkStorable(doc: Doc): void {
  if (pretendsToBeBson(doc)) throw badValue("A document may not have a field named '_bsontype'.");
  if (sizeBound(doc) <= MAX_DOCUMENT_BYTES) return;
  const size = calculateObjectSize(doc);
  if (size <= MAX_DOCUMENT_BYTES) return;
  const limit = `size in bytes: ${size}, max size: ${MAX_DOCUMENT_BYTES}`;
  throw new ServerError('BSONObjectTooLarge', `object to insert too large. ${limit}`);
}

function pretendsToBeBson(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some(pretendsToBeBson);
  if (Object.hasOwn(value, '_bsontype')) return true;
  return bsonClass(value) === undefined && Object.values(value).some(pretendsToBeBson);
}
