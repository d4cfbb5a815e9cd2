/** The checks of an update that need no document. */
import { badValue, ServerError } from '../errors.ts';
import { firstKey, isDoc, type Doc } from '../values/document.ts';
import { pathOf } from '../values/paths.ts';
import { isFieldOperator, unknownModifier } from './field-operators.ts';

/** A replacement, a document of operators, or a pipeline. */
export type Update = Doc | readonly unknown[];

export const isPipeline = (update: Update): update is readonly unknown[] => Array.isArray(update);

export const isReplacement = (update: Update): update is Doc =>
  !isPipeline(update) && firstKey(update)?.startsWith('$') !== true;

/** @throws ServerError with the server's own message */
export function checkUpdate(
  update: unknown,
  { multi, arrayFilters }: UpdateOptions,
): asserts update is Update {
  if (!isDoc(update) && !Array.isArray(update)) {
    throw new ServerError('FailedToParse', 'Update argument must be either an object or an array');
  }
  if (Array.isArray(update)) return checkPipelineOptions(arrayFilters);
  if (isReplacement(update)) return checkReplacement(update, { multi, arrayFilters });
  for (const [name, fields] of Object.entries(update)) checkOperator(name, fields);
  checkConflicts(update);
  checkArrayFilters(update, arrayFilters);
}

interface UpdateOptions {
  readonly multi: boolean;
  readonly arrayFilters: readonly Doc[] | undefined;
}

function checkPipelineOptions(arrayFilters: readonly Doc[] | undefined): void {
  if (arrayFilters) {
    throw new ServerError(
      'FailedToParse',
      'arrayFilters may not be specified for pipeline-style updates',
    );
  }
}

function checkReplacement(update: Doc, { multi, arrayFilters }: UpdateOptions): void {
  const operator = Object.keys(update).find((key) => key.startsWith('$'));
  if (operator !== undefined) {
    throw new ServerError(
      'DollarPrefixedFieldName',
      `The dollar ($) prefixed field '${operator}' is not allowed in the context of an update's replacement document.`,
    );
  }
  const style = 'replacement-style update';
  if (multi) throw new ServerError('FailedToParse', `multi update is not supported for ${style}`);
  if (arrayFilters)
    throw new ServerError('FailedToParse', `arrayFilters may not be specified for ${style}s`);
}

function checkOperator(name: string, fields: unknown): void {
  if (!isFieldOperator(name)) throw unknownModifier(name);
  if (isDoc(fields)) return;
  throw new ServerError(
    'FailedToParse',
    `Modifiers operate on fields but we found type ${typeof fields} instead.`,
  );
}

/** Two operators may not change the same field, nor may one change a field inside that of another. */
function checkConflicts(update: Doc): void {
  const taken = new Set<string>();
  const above = new Set<string>();
  for (const path of pathsOf(update)) {
    const steps = pathOf(path);
    if (steps.includes('')) throw badValue('An empty update path is not valid.');
    const parents = steps.map((_step, i) => steps.slice(0, i).join('.')).slice(1);
    const clash =
      taken.has(path) || above.has(path) ? path : parents.find((parent) => taken.has(parent));
    if (clash !== undefined) {
      throw new ServerError(
        'ConflictingUpdateOperators',
        `Updating the path '${path}' would create a conflict at '${clash}'`,
      );
    }
    taken.add(path);
    for (const parent of parents) above.add(parent);
  }
}

function* pathsOf(update: Doc): Generator<string> {
  for (const [name, fields] of Object.entries(update)) {
    for (const [path, argument] of Object.entries(fields as Doc)) {
      yield path;
      if (name === '$rename') yield String(argument);
    }
  }
}

function checkArrayFilters(update: Doc, arrayFilters: readonly Doc[] = []): void {
  const used = new Set(
    [...pathsOf(update)].flatMap((path) => [...path.matchAll(/\$\[(\w+)\]/g)].map((m) => m[1])),
  );
  const given = arrayFilters.map(arrayFilterName);
  const unused = given.find((name) => !used.has(name));
  if (unused !== undefined) {
    throw new ServerError(
      'FailedToParse',
      `The array filter for identifier '${unused}' was not used in the update ${JSON.stringify(update)}`,
    );
  }
  for (const name of used) {
    if (!given.includes(name ?? ''))
      throw badValue(`No array filter found for identifier '${name}' in path`);
  }
}

/** `item` for `{ 'item.kind': 1 }` and for `{ $or: [{ item: 1 }, …] }`. */
export function arrayFilterName(filter: Doc): string {
  const key = firstKey(filter) ?? '';
  if (!key.startsWith('$')) return pathOf(key)[0] ?? '';
  const branch: unknown = Array.isArray(filter[key]) ? filter[key][0] : undefined;
  if (isDoc(branch)) return arrayFilterName(branch);
  throw new ServerError(
    'FailedToParse',
    'Cannot use an expression without a top-level field name in arrayFilters',
  );
}
