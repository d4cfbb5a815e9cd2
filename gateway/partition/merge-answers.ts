import type { GraphQLFormattedError } from 'graphql';
import type { RoutedField } from './field-target.ts';
import { matchesBatch } from './matches-batch.ts';
import type { NullPaths } from './null-paths.ts';
import type { OwnerBatch } from './owner-batches.ts';
import { ownerErrors } from './owner-errors.ts';
import type { OwnerAnswer } from './owner.ts';
import { copyOf, setAt, valueAt } from './response-path.ts';
import { unavailableErrors } from './unavailable-errors.ts';
import type { NoAnswer } from './unavailable-errors.ts';

/** What came back for a batch: an answer, or why there is none. */
export interface Outcome {
  readonly batch: OwnerBatch;
  readonly answer: OwnerAnswer | NoAnswer;
}

/** The answer to a fetch. */
export interface MergedAnswer {
  readonly data: Record<string, unknown>;
  readonly errors: GraphQLFormattedError[];
}

/**
 * Puts the owners' answers where the fetch expects them. A field that nobody answered keeps its initial value.
 * @example mergeAnswers(fields, [{ batch, answer: 'unavailable' }], nullPaths).errors // one for each path that stays null
 */
export function mergeAnswers(
  fields: readonly RoutedField[],
  outcomes: readonly Outcome[],
  nullPaths: NullPaths,
): MergedAnswer {
  // Without a prototype, since an alias may be any name: "__proto__" too.
  const data: Record<string, unknown> = Object.create(null);
  for (const { key, initial } of fields) data[key] = initial;
  const errors = fields.flatMap((field) => field.errors);
  for (const { batch, answer } of outcomes) {
    if (typeof answer === 'string') errors.push(...unavailableErrors(batch, nullPaths, answer));
    else if (!matchesBatch(batch, answer))
      errors.push(...unavailableErrors(batch, nullPaths, 'unavailable'));
    else {
      setValues(data, batch, answer);
      errors.push(...ownerErrors(batch, answer, nullPaths));
    }
  }
  return { data, errors };
}

function setValues(
  data: Record<string, unknown>,
  { targets }: OwnerBatch,
  answer: OwnerAnswer,
): void {
  for (const { ownerPath, fetchPaths } of targets) {
    const value = valueAt(answer.data, ownerPath) ?? null;
    for (const [nth, path] of fetchPaths.entries())
      setAt(data, path, nth === 0 ? value : copyOf(value));
  }
}
