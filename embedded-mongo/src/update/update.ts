/** Applies an update to a document. The result is a new document; the old one is never changed. */
import { ObjectId } from 'bson';
import { compilePipeline } from '../aggregate/pipeline.ts';
import { stageName } from '../aggregate/stage.ts';
import { badValue, ServerError } from '../errors.ts';
import { equalities } from '../match/equalities.ts';
import { compileFilter } from '../match/filter.ts';
import { matchedIndex } from '../match/positional.ts';
import { deepCopy } from '../values/copy.ts';
import { isDoc, type Doc } from '../values/document.ts';
import { equal } from '../values/keys.ts';
import { pathOf, withValue } from '../values/paths.ts';
import { arrayFilterName, isPipeline, isReplacement, type Update } from './check.ts';
import { fieldOperator, UNCHANGED, type OperatorScope } from './field-operators.ts';
import { erase, read, slotsAt, write, type Positions } from './slots.ts';

export interface UpdateScope extends OperatorScope {
  /** The filter that found the document, which decides what the positional `$` means. */
  readonly filter: Doc;
  readonly arrayFilters?: readonly Doc[] | undefined;
  /** Whether the document is new, so that `$setOnInsert` applies. */
  readonly inserting?: boolean;
}

/**
 * @param update checked by `checkUpdate`
 * @returns a function from a document to its next version
 * @example compileUpdate({ $inc: { n: 1 } }, { filter: {}, now })({ _id: 1, n: 2 }) // { _id: 1, n: 3 }
 */
export function compileUpdate(update: Update, scope: UpdateScope): (doc: Doc) => Doc {
  if (isPipeline(update)) {
    const next = compileStages(update, scope);
    return (doc) => withId(doc, next(doc));
  }
  if (isReplacement(update)) return (doc) => withId(doc, update);
  const passes = compileArrayFilters(scope);
  return (doc) => {
    const next = modified(doc, update, { ...scope, passes });
    if (doc['_id'] !== undefined && next['_id'] === undefined) throw immutableId();
    return withId(doc, next);
  };
}

/** The new version with the `_id` of the old, as its first field. */
function withId(doc: Doc, next: Doc): Doc {
  const { _id: old } = doc;
  const { _id: own, ...fields } = next;
  if (old === undefined) return own === undefined ? fields : { _id: own, ...fields };
  if (own !== undefined && !equal(own, old)) throw immutableId();
  return { _id: old, ...fields };
}

const immutableId = (): ServerError =>
  new ServerError(
    'ImmutableField',
    "Performing an update on the path '_id' would modify the immutable field '_id'",
  );

const IN_UPDATES = new Set([
  '$set',
  '$addFields',
  '$unset',
  '$project',
  '$replaceRoot',
  '$replaceWith',
]);

function compileStages(stages: readonly unknown[], { variables }: UpdateScope): (doc: Doc) => Doc {
  for (const stage of stages) {
    const name = stageName(stage);
    if (!IN_UPDATES.has(name)) {
      throw new ServerError('InvalidOptions', `${name} is not allowed to be used within an update`);
    }
  }
  const pipeline = compilePipeline(stages, { variables });
  return (doc) => pipeline([doc])[0] ?? doc;
}

type ElementTest = Positions['passes'];

function compileArrayFilters(scope: UpdateScope): ElementTest {
  const tests = new Map(
    (scope.arrayFilters ?? []).map((filter) => [
      arrayFilterName(filter),
      compileFilter(filter, scope),
    ]),
  );
  return (name, element) => {
    const test = tests.get(name);
    if (!test) throw badValue(`No array filter found for identifier '${name}' in path`);
    return test({ [name]: element });
  };
}

/** A copy to write in. Fields that the update leaves alone are those of the old version: indexes tell by that. */
function copyFor(update: Doc, doc: Doc): Doc {
  const next = { ...doc };
  for (const [name, fields] of Object.entries(update))
    for (const [path, argument] of Object.entries(fields as Doc))
      for (const written of name === '$rename' ? [path, String(argument)] : [path]) {
        const [field = ''] = written.split('.', 1);
        if (Object.hasOwn(doc, field)) next[field] = deepCopy(doc[field]);
      }
  return next;
}

function modified(doc: Doc, update: Doc, scope: UpdateScope & { passes: ElementTest }): Doc {
  const next = copyFor(update, doc);
  const matched = (path: readonly string[]) => matchedIndex(doc, scope.filter, path, scope);
  const positions: Positions = { matched, passes: scope.passes };
  for (const [name, fields] of Object.entries(update)) {
    if (name === '$setOnInsert' && !scope.inserting) continue;
    for (const [path, argument] of Object.entries(fields as Doc)) {
      if (name === '$unset') slotsAt(next, path, positions, false).forEach(erase);
      else if (name === '$rename') rename(next, path, String(argument), positions);
      else modify(next, { name, path, argument }, positions, scope);
    }
  }
  return next;
}

interface Modification {
  readonly name: string;
  readonly path: string;
  readonly argument: unknown;
}

function modify(
  next: Doc,
  { name, path, argument }: Modification,
  positions: Positions,
  scope: UpdateScope,
): void {
  const operator = fieldOperator(name);
  for (const slot of slotsAt(next, path, positions, operator.creates)) {
    const made = operator.apply({ path, old: read(slot) }, argument, scope);
    if (made !== UNCHANGED) write(slot, made);
  }
}

function rename(next: Doc, from: string, to: string, positions: Positions): void {
  const [source] = slotsAt(next, from, positions, false);
  const moved = source && read(source);
  if (!source || moved === undefined) return;
  erase(source);
  for (const slot of slotsAt(next, to, positions, true)) write(slot, moved);
}

/** The document that an upsert inserts where none matched: the values that the filter demands, then the update. */
export function upsertedDoc(update: Update, scope: UpdateScope): Doc {
  const { filter } = scope;
  const seed = isReplacement(update) ? demandedId(filter) : demanded(filter);
  const made = compileUpdate(update, { ...scope, inserting: true })(seed);
  return made['_id'] === undefined ? { _id: new ObjectId(), ...made } : made;
}

function demandedId(filter: Doc): Doc {
  const id = equalities(filter).get('_id');
  return id === undefined ? {} : { _id: id };
}

function demanded(filter: Doc): Doc {
  let seed: Doc = {};
  for (const [path, value] of equalities(filter)) {
    const next = withValue(seed, pathOf(path), value);
    if (isDoc(next)) seed = next;
  }
  return seed;
}
