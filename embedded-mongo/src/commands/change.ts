/** One change to the documents that a filter finds: the core of update and findAndModify. */
import { ServerError } from '../errors.ts';
import { variablesOf } from '../expressions/expression.ts';
import type { FilterScope } from '../match/filter.ts';
import type { Collection } from '../store/collection.ts';
import { checkUpdate, type Update } from '../update/check.ts';
import { compileUpdate, upsertedDoc, type UpdateScope } from '../update/update.ts';
import { isDoc, isMissing, type Doc } from '../values/document.ts';
import { keyOf } from '../values/keys.ts';
import { findDocs } from './query.ts';

export interface Change {
  readonly filter: Doc;
  readonly update: Update;
  readonly multi: boolean;
  readonly upsert: boolean;
  readonly sort: Doc;
  readonly arrayFilters: readonly Doc[] | undefined;
  readonly scope: FilterScope;
}

export interface Outcome {
  readonly matched: number;
  readonly modified: number;
  /** The document that was inserted because none matched. */
  readonly upserted?: Doc;
  /** The last document that matched, before the change. */
  readonly before?: Doc;
  readonly after?: Doc;
}

export interface ChangeOptions {
  readonly filter: Doc;
  readonly update: unknown;
  readonly multi?: boolean;
  readonly upsert?: unknown;
  readonly sort?: Doc;
  readonly arrayFilters?: unknown;
  /** `let` of the command, and the constants of the statement. */
  readonly bindings?: readonly unknown[];
}

/** @throws ServerError for an update that is wrong for every document */
export function changeOf({
  filter,
  update,
  multi = false,
  upsert,
  sort = {},
  arrayFilters,
  bindings = [],
}: ChangeOptions): Change {
  const filters = arrayFiltersOf(arrayFilters);
  checkUpdate(update, { multi, arrayFilters: filters });
  const variables = Object.assign({}, ...bindings.map(variablesOf)) as Doc;
  return {
    filter,
    update,
    multi,
    upsert: upsert === true,
    sort,
    arrayFilters: filters,
    scope: { variables },
  };
}

function arrayFiltersOf(given: unknown): readonly Doc[] | undefined {
  if (isMissing(given)) return undefined;
  if (Array.isArray(given) && given.every(isDoc)) return given;
  throw new ServerError('TypeMismatch', "'arrayFilters' must be a list of objects");
}

/** Changes the documents one after another. An error leaves those before it changed, and the rest as they were. */
export function applyChange(collection: Collection, change: Change, now: Date): Outcome {
  const { filter, multi, sort, scope, upsert, update, arrayFilters } = change;
  const found = findDocs(collection, { filter, scope, sort, limit: multi ? 0 : 1 });
  const updateScope: UpdateScope = { ...scope, filter, arrayFilters, now };
  if (found.length === 0) {
    return upsert
      ? inserted(collection, upsertedDoc(update, updateScope))
      : { matched: 0, modified: 0 };
  }
  const next = compileUpdate(update, updateScope);
  let outcome: Outcome = { matched: found.length, modified: 0 };
  for (const before of found) outcome = replaced(collection, before, next(before), outcome);
  return outcome;
}

function inserted(collection: Collection, doc: Doc): Outcome {
  const stored = collection.insert(doc);
  return { matched: 0, modified: 0, upserted: stored, after: stored };
}

/** A document that the update leaves as it was counts as matched, not as modified. */
function replaced(
  collection: Collection,
  before: Doc,
  after: Doc,
  { matched, modified }: Outcome,
): Outcome {
  if (keyOf(before) === keyOf(after)) return { matched, modified, before, after: before };
  collection.replace(before, after);
  return { matched, modified: modified + 1, before, after };
}
