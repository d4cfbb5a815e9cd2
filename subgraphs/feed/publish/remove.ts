/** How a shared row is removed. */
import type { Model } from 'mongoose';
import type { SharedRow } from '../../cards/card.ts';

/**
 * Removes a shared row for good: first from the catalogue, by a tombstone in the log, and then from its collection.
 * Until the tombstone is logged, its organisation still shows the row. False when there is no such row.
 */
export async function remove<Row extends SharedRow>(
  model: Model<Row>,
  id: string,
): Promise<boolean> {
  const update = { $set: { removed: true } };
  const { matchedCount } = await model.updateOne({ _id: id }, update);
  return matchedCount > 0;
}
