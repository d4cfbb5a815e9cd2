import type { OwnerAnswer } from './owner.ts';
import type { OwnerBatch } from './owner-batches.ts';
import { valueAt } from './response-path.ts';

/**
 * Whether an answer has the shape of what was asked: it has each field, and each list is as long as the list that was
 * sent. A field may be missing only where the answer has an error.
 * @example matchesBatch({ owner: 'unite', targets }, { data: { nodes: [null] } }) // false where two items were sent
 */
export function matchesBatch({ targets }: OwnerBatch, { data, errors }: OwnerAnswer): boolean {
  const hasErrors = Array.isArray(errors) && errors.length > 0;
  if (errors !== undefined && errors !== null && !Array.isArray(errors)) return false;
  if (data === undefined || data === null) return hasErrors;
  const itemsSent = countByField(targets);
  return targets.every(({ field: { key }, ownerPath }) => {
    const value = valueAt(data, [key]);
    const isWholeField = ownerPath.length === 1;
    if (value === null || value === undefined) return hasErrors || (value === null && isWholeField);
    return isWholeField || (Array.isArray(value) && value.length === itemsSent.get(key));
  });
}

function countByField(targets: OwnerBatch['targets']): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { field } of targets) counts.set(field.key, (counts.get(field.key) ?? 0) + 1);
  return counts;
}
