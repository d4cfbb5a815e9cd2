import type { GraphQLFormattedError } from 'graphql';
import type { FieldTarget } from './field-target.ts';
import type { NullPaths } from './null-paths.ts';
import type { OwnerBatch } from './owner-batches.ts';
import type { OwnerAnswer } from './owner.ts';
import { valueAt } from './response-path.ts';
import type { ResponsePath } from './response-path.ts';
import { sanitizeError } from './sanitize-error.ts';
import { targetErrors } from './target-errors.ts';

/** An error that fits no target is repeated at every target without a value, so fewer of these are kept. */
const MAX_UNMATCHED = 10;

/**
 * The errors in an owner's answer, at the paths of the fetch.
 * @example ownerErrors(batch, { data, errors: [{ message: 'No.', path: ['nodes', 0] }] }, nullPaths)[0]?.path // ['nodes', 1]
 */
export function ownerErrors(
  { owner, targets }: OwnerBatch,
  answer: OwnerAnswer,
  nullPaths: NullPaths,
): GraphQLFormattedError[] {
  if (!answer.errors?.length) return [];
  const find = targetFinder(targets);
  const explained = new Set<FieldTarget>();
  const matched: GraphQLFormattedError[] = [];
  const unmatched: GraphQLFormattedError[] = [];
  for (const answered of answer.errors) {
    const error = sanitizeError(owner, answered);
    const path = pathOf(answered);
    const target = find(path);
    if (!target) {
      unmatched.push(path.length > 0 ? { ...error, path } : error);
      continue;
    }
    explained.add(target);
    matched.push(...targetErrors(error, target, path.slice(target.ownerPath.length), nullPaths));
  }
  const unexplained = targets.filter(
    (target) => !explained.has(target) && (valueAt(answer.data, target.ownerPath) ?? null) === null,
  );
  const [first] = answer.errors;
  // A null that rose to the top took the other fields with it, so its cause explains why they are missing.
  if (!answer.data && unmatched.length === 0 && unexplained.length > 0)
    unmatched.push(sanitizeError(owner, first));
  const kept = unmatched.slice(0, MAX_UNMATCHED);
  return [...matched, ...unmatchedErrors(kept, targets, unexplained, nullPaths)];
}

/** Finds the target of an error by its path: the item of a list, or the whole field. */
function targetFinder(targets: readonly FieldTarget[]) {
  const byPath = new Map(targets.map((target) => [textOf(target.ownerPath), target]));
  return (path: ResponsePath): FieldTarget | undefined =>
    byPath.get(textOf(path.slice(0, 2))) ?? byPath.get(textOf(path.slice(0, 1)));
}

/** An error of a whole field explains its targets without a value; an error of no field explains them all. */
function unmatchedErrors(
  errors: readonly GraphQLFormattedError[],
  targets: readonly FieldTarget[],
  unexplained: readonly FieldTarget[],
  nullPaths: NullPaths,
): GraphQLFormattedError[] {
  const keys = new Set(targets.map(({ field }) => field.key));
  return errors.flatMap(({ path: [key] = [], ...error }) => {
    const isOfField = typeof key === 'string' && keys.has(key);
    const nulls = unexplained.filter(({ field }) => !isOfField || field.key === key);
    return nulls.length > 0
      ? nulls.flatMap((target) => targetErrors(error, target, [], nullPaths))
      : [error];
  });
}

/** The path of an error; empty where it has none that is well formed. */
function pathOf(error: unknown): ResponsePath {
  const path = valueAt(error, ['path']);
  if (!Array.isArray(path)) return [];
  return path.every((key) => typeof key === 'string' || typeof key === 'number') ? path : [];
}

const textOf = (path: ResponsePath): string => JSON.stringify(path);
