import type { FieldTarget, RoutedField } from './field-target.ts';

/** The targets of one owner that go in one request. */
export interface OwnerBatch {
  readonly owner: string;
  readonly targets: readonly FieldTarget[];
}

/**
 * The batches of a query: one for each owner. They can be sent in parallel.
 * @example batchesOfQuery([fieldOfUnite, fieldOfLabour, fieldOfUnite]) // two batches
 */
export function batchesOfQuery(fields: readonly RoutedField[]): OwnerBatch[] {
  const byOwner = new Map<string, FieldTarget[]>();
  for (const target of fields.flatMap(({ targets }) => targets)) {
    const targets = byOwner.get(target.owner);
    if (targets) targets.push(target);
    else byOwner.set(target.owner, [target]);
  }
  return [...byOwner].map(([owner, targets]) => ({ owner, targets }));
}

/**
 * The batches of a mutation, to be sent one after the other. The fields of a mutation run in the order written, so
 * only neighbours with the same owner share a batch.
 * @example batchesOfMutation([fieldOfUnite, fieldOfLabour, fieldOfUnite]) // three batches
 */
export function batchesOfMutation(fields: readonly RoutedField[]): OwnerBatch[] {
  const batches: { owner: string; targets: FieldTarget[] }[] = [];
  for (const target of fields.flatMap(({ targets }) => targets)) {
    const last = batches.at(-1);
    if (last?.owner === target.owner) last.targets.push(target);
    else batches.push({ owner: target.owner, targets: [target] });
  }
  return batches;
}
