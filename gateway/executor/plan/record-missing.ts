import type { AnswerObject } from './answer.ts';
import type { Failure, Failures } from './failures.ts';

/** Whether nobody answered a key. Who asks for the type of an object has that of its interface at most. */
export const isUnanswered = (object: AnswerObject, key: string): boolean =>
  object[key] === undefined || key === '__typename';

const isMissing = (object: AnswerObject, key: string): boolean =>
  object[key] === null || isUnanswered(object, key);

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
    else if (isUnanswered(object, key)) failures.addOfSibling(object, key, error, rest);
  }
}
