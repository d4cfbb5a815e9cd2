import type { AnswerObject } from './answer.ts';
import type { Failure, Failures } from './failures.ts';

const isMissing = (object: AnswerObject, key: string): boolean =>
  object[key] === undefined || object[key] === null;

/** Records an error at each of these keys without a value. */
export function recordMissing(
  failures: Failures,
  object: AnswerObject,
  keys: readonly string[],
  error: unknown,
): void {
  for (const key of keys) if (isMissing(object, key)) failures.add(object, key, error);
}

/** Records an error of an object that is not there at all, or of a place in it whose null rose to it. */
export function recordRisen(
  failures: Failures,
  object: AnswerObject,
  keys: readonly string[],
  { error, rest }: Failure,
): void {
  const [failed, ...below] = rest;
  if (failed === undefined) return recordMissing(failures, object, keys, error);
  for (const key of keys) {
    if (key === failed && isMissing(object, key)) failures.add(object, key, error, below);
    else if (object[key] === undefined) failures.addOfSibling(object, key, error, rest);
  }
}
