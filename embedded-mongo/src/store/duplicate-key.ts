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
  const shown = Object.entries(keyValue).map(([field, value]) => `${field}: ${show(value)}`);
  const where = `${namespace} index: ${index.name} dup key: { ${shown.join(', ')} }`;
  return new ServerError('DuplicateKey', `E11000 duplicate key error collection: ${where}`, {
    keyPattern: index.key,
    keyValue,
  });
}

function show(value: unknown): string {
  if (value instanceof ObjectId) return `ObjectId('${value.toHexString()}')`;
  return isMissing(value) ? 'null' : EJSON.stringify(value, { relaxed: true });
}
