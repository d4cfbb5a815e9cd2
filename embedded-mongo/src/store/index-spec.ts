/** Specifications of indexes, as `createIndexes` takes them. */
import { ServerError } from '../errors.ts';
import { toNumber } from '../numbers.ts';
import { isDoc, type Doc } from '../values/document.ts';
import { keyOf } from '../values/keys.ts';

export interface IndexSpec extends Doc {
  readonly v: 2;
  readonly key: Doc;
  readonly name: string;
  readonly unique?: boolean;
  readonly sparse?: boolean;
  readonly partialFilterExpression?: Doc;
  /** Documents whose date is older than this many seconds are deleted. */
  readonly expireAfterSeconds?: number;
  readonly weights?: Doc;
  readonly default_language?: string;
  readonly language_override?: string;
}

export const ID_INDEX: IndexSpec = { v: 2, key: { _id: 1 }, name: '_id_' };

const OPTIONS = new Set([
  'v',
  'key',
  'name',
  'unique',
  'sparse',
  'partialFilterExpression',
  'expireAfterSeconds',
  'weights',
  'default_language',
  'language_override',
  'textIndexVersion',
  'background',
  'ns',
]);

/** @throws ServerError for what the engine does not have: collations, wildcards, hashed and geographic indexes */
export function parseIndexSpec(given: unknown): IndexSpec {
  if (!isDoc(given) || !isDoc(given['key']) || Object.keys(given['key']).length === 0) {
    throw new ServerError(
      'FailedToParse',
      "An index specification needs a 'key' with at least one field",
    );
  }
  const { key, name, background: _background, ns: _ns, ...options } = given;
  if (typeof name !== 'string' || name === '') {
    throw new ServerError(
      'FailedToParse',
      "The 'name' field is a required property of an index specification",
    );
  }
  const unknown = Object.keys(given).find((option) => !OPTIONS.has(option));
  if (unknown !== undefined) {
    throw new ServerError('InvalidOptions', `The embedded engine has no index option '${unknown}'`);
  }
  for (const [field, kind] of Object.entries(key)) checkKind(field, kind);
  return { ...options, v: 2, key, name };
}

function checkKind(field: string, kind: unknown): void {
  if (kind === 'text') return;
  const direction = typeof kind === 'string' ? Number.NaN : toNumber(kind);
  if (Number.isNaN(direction) || direction === 0) {
    throw new ServerError(
      'CannotCreateIndex',
      `The embedded engine indexes by 1, -1 or 'text', but got '${String(kind)}' for '${field}'`,
    );
  }
  if (field.includes('$**'))
    throw new ServerError('CannotCreateIndex', 'The embedded engine has no wildcard indexes');
}

export const isTextSpec = (spec: IndexSpec): boolean => Object.values(spec.key).includes('text');

/** Equal strings for equal lists of fields in equal order. */
export const keyPattern = (key: unknown): string =>
  isDoc(key)
    ? Object.entries(key)
        .map(([field, kind]) => `${field}:${String(kind)}`)
        .join(',')
    : '';

/** Equal strings for indexes that hold the same documents in the same way. */
export function indexShape(spec: IndexSpec): string {
  const {
    unique = false,
    sparse = false,
    expireAfterSeconds,
    partialFilterExpression,
    weights,
  } = spec;
  return keyOf([unique, sparse, expireAfterSeconds, partialFilterExpression, weights]);
}

/** @throws ServerError where a collection cannot have both of two indexes that differ */
export function checkClash(spec: IndexSpec, wanted: IndexSpec): void {
  const both = `Requested index: ${JSON.stringify(wanted)}, existing index: ${JSON.stringify(spec)}`;
  if (spec.name === wanted.name) {
    throw new ServerError(
      'IndexKeySpecsConflict',
      `An existing index has the same name as the requested index. ${both}`,
    );
  }
  const partial = spec.partialFilterExpression ?? wanted.partialFilterExpression;
  if (keyPattern(spec.key) === keyPattern(wanted.key) && partial === undefined) {
    throw new ServerError(
      'IndexOptionsConflict',
      `Index already exists with a different name: ${spec.name}. ${both}`,
    );
  }
  if (isTextSpec(spec) && isTextSpec(wanted)) {
    throw new ServerError(
      'CannotCreateIndex',
      `only one text index per collection allowed. ${both}`,
    );
  }
}
