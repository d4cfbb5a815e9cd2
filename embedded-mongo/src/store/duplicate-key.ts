import { EJSON, ObjectId } from 'bson';
import { ServerError } from '../errors.ts';
import { isMissing, type Doc } from '../values/document.ts';
import { pathOf, setOwn, valuesAt } from '../values/paths.ts';
import type { IndexSpec } from './index-spec.ts';

/** E11000, with the pattern and the values that a driver reads. */
export function duplicateKey(namespace: string, index: IndexSpec, doc: Doc): ServerError {
  const keyValue: Doc = {};
  for (const field of Object.keys(index.key)) {
    const values = valuesAt(doc, pathOf(field));
    setOwn(keyValue, field, values.length > 1 ? values : (values[0] ?? null));
  }
  const pairs = Object.entries(keyValue).map(([field, value]) => `${field}: ${asShell(value)}`);
  const where = `${namespace} index: ${index.name} dup key: { ${pairs.join(', ')} }`;
  return new ServerError('DuplicateKey', `E11000 duplicate key error collection: ${where}`, {
    keyPattern: index.key,
    keyValue,
  });
}

/** The value as the server's shell writes it. */
function asShell(value: unknown): string {
  if (value instanceof ObjectId) return `ObjectId('${value.toHexString()}')`;
  return isMissing(value) ? 'null' : EJSON.stringify(value, { relaxed: true });
}
