import type { GraphQLFormattedError } from 'graphql';
import type { NullPaths } from './null-paths.ts';
import type { OwnerBatch } from './owner-batches.ts';
import { targetErrors } from './target-errors.ts';

/** Why there is no answer of an owner: it was asked and did not answer, or it is suspended and was not asked. */
export type NoAnswer = 'unavailable' | 'suspended';

const CODES = {
  unavailable: 'ORGANISATION_UNAVAILABLE',
  suspended: 'ORGANISATION_SUSPENDED',
} as const;

/**
 * One error for each path that is null because its owner did not answer.
 * @example unavailableErrors(batch, nullPaths, 'suspended')[0]?.message // 'The organisation "unite" is suspended.'
 */
export function unavailableErrors(
  { owner, targets }: OwnerBatch,
  nullPaths: NullPaths,
  reason: NoAnswer,
): GraphQLFormattedError[] {
  const error = {
    message: `The organisation "${owner}" is ${reason}.`,
    extensions: { code: CODES[reason], organisation: owner },
  };
  return targets.flatMap((target) => targetErrors(error, target, [], nullPaths));
}
