import type { Cursors } from '../cursors.ts';
import { badValue, ServerError } from '../errors.ts';
import { variablesOf } from '../expressions/expression.ts';
import type { FilterScope } from '../match/filter.ts';
import { toNumber } from '../numbers.ts';
import { Collection } from '../store/collection.ts';
import type { Store } from '../store/store.ts';
import { isDoc, isMissing, type Doc } from '../values/document.ts';

/** The connection that a command came over. */
export interface Client {
  readonly connectionId: number;
  /** `host:port`, as the driver knows it. */
  readonly host: string;
  /** The name of the replica set that the engine presents itself as. */
  readonly replicaSet: string | undefined;
}

/** The state that commands share. */
export interface EngineState {
  readonly store: Store;
  readonly cursors: Cursors;
  /** How often expired documents are deleted, in seconds. */
  ttlSeconds: number;
}

/** A running command, with the state, the database and the client that it is for. */
export interface Call {
  readonly state: EngineState;
  readonly command: Doc;
  readonly db: string;
  readonly client: Client;
}

export interface CommandDefinition {
  /** The fields that it takes, in addition to its own name and to those that every command takes. */
  readonly fields: readonly string[];
  readonly run: (call: Call) => Doc;
}

export type CommandFamily = Readonly<Record<string, CommandDefinition>>;

const COMMON_FIELDS = new Set([
  '$db',
  'lsid',
  'txnNumber',
  'autocommit',
  'startTransaction',
  '$clusterTime',
  '$readPreference',
  'readConcern',
  'writeConcern',
  'maxTimeMS',
  'comment',
  'apiVersion',
  'apiStrict',
  'apiDeprecationErrors',
]);

/** @throws ServerError for a field that the command would ignore */
export function checkFields(name: string, command: Doc, fields: readonly string[]): void {
  refuseCollation(command);
  const isAccepted = (field: string) =>
    field === name || COMMON_FIELDS.has(field) || fields.includes(field);
  const unknown = Object.keys(command).find((field) => field !== 'collation' && !isAccepted(field));
  if (unknown !== undefined) {
    throw new ServerError('Location40415', `BSON field '${name}.${unknown}' is an unknown field.`);
  }
}

export function refuseCollation({ collation }: Doc): void {
  if (
    isMissing(collation) ||
    (isDoc(collation) && [undefined, 'simple'].includes(collation['locale'] as string))
  )
    return;
  throw new ServerError(
    'CommandNotSupported',
    'The embedded engine has no collations: it compares strings by code point',
  );
}

/** The field as a document; empty where it is absent. */
export function docOf(command: Doc, field: string): Doc {
  const value = command[field];
  if (isMissing(value)) return {};
  if (isDoc(value)) return value;
  throw wrongType(field, value, 'object');
}

/** The field as a list of documents. */
export function docsOf(command: Doc, field: string): Doc[] {
  const value = command[field];
  if (Array.isArray(value) && value.every(isDoc)) return value;
  throw wrongType(field, value, 'array of objects');
}

/** The field as a whole number of at least zero. */
export function countOf(command: Doc, field: string): number | undefined {
  const value = command[field];
  if (isMissing(value)) return undefined;
  const count = toNumber(value);
  if (Number.isNaN(count)) throw wrongType(field, value, 'number');
  if (count >= 0) return Math.trunc(count);
  throw new ServerError(
    'Location51024',
    `BSON field '${field}' value must be >= 0, actual value '${count}'`,
  );
}

function wrongType(field: string, value: unknown, expected: string): ServerError {
  return new ServerError(
    'TypeMismatch',
    `BSON field '${field}' is the wrong type '${typeof value}', expected type '${expected}'`,
  );
}

/** The collection that a command names; undefined where there is none. */
export function collectionOf({ state, command, db }: Call, field: string): Collection | undefined {
  return state.store.get(db, collectionName(command, db, field));
}

/** The collection that a command names, created where it does not exist. */
export function writableOf({ state, command, db }: Call, field: string): Collection {
  return state.store.make(db, collectionName(command, db, field));
}

/** The collection that a command names, or an empty one that is not stored: only an upsert creates a collection. */
export function changeableOf(call: Call, field: string): Collection {
  return (
    collectionOf(call, field) ??
    new Collection(`${call.db}.${collectionName(call.command, call.db, field)}`)
  );
}

export function collectionName(command: Doc, db: string, field: string): string {
  const name = command[field];
  if (typeof name === 'string' && name !== '') return name;
  throw new ServerError('InvalidNamespace', `Invalid namespace specified '${db}.${String(name)}'`);
}

export const scopeOf = (command: Doc): FilterScope => ({ variables: variablesOf(command['let']) });

/** A hint is checked, and then not used. @throws ServerError where it names no index */
export function checkHint(collection: Collection | undefined, hint: unknown): void {
  if (isMissing(hint) || !collection || collection.indexes.answersTo(hint)) return;
  if (isDoc(hint) && (Object.keys(hint).length === 0 || '$natural' in hint)) return;
  throw badValue(
    'error processing query: planner returned error :: caused by :: hint provided does not correspond to an existing index',
  );
}
