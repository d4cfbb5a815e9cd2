/** Writes imported ideas to their collection. */
import type { AnyBulkWriteOperation, Model } from 'mongoose';
import type { IdeaRow } from '../../subgraphs/organisation/ideas/idea.ts';
import { batchesOf, type Changes, NO_CHANGES, sumOf } from './changes.ts';
import type { IdeaStatus } from '../../schema/generated/enums.ts';

const BATCH = 500;

/**
 * Adds the ideas that are new, and updates text and moderation of the others to the export. Their positions, comments
 * and other fields stay unchanged.
 */
export async function loadIdeas(ideas: Model<IdeaRow>, rows: readonly IdeaRow[]): Promise<Changes> {
  let changes = NO_CHANGES;
  for (const batch of batchesOf(rows, BATCH)) {
    const ids = batch.map(({ _id }) => _id);
    const found = await ideas.find({ _id: { $in: ids } }).lean<IdeaRow[]>();
    const existing = new Map(found.map((row) => [row._id, row]));
    const added = batch.filter(({ _id }) => !existing.has(_id));
    const changed = batch.flatMap((row) => {
      const fields = changedFields(existing.get(row._id), row);
      return fields ? [updateOf(row._id, fields)] : [];
    });
    const inserts = added.map((row) => ({ insertOne: { document: row } }));
    if (inserts.length + changed.length > 0) await ideas.bulkWrite([...inserts, ...changed]);
    const unchanged = batch.length - added.length - changed.length;
    changes = sumOf(changes, { added: added.length, changed: changed.length, unchanged });
  }
  return changes;
}

type ExportedFields = Pick<IdeaRow, 'title' | 'body' | 'status'>;

/** The statuses that come from moderation. Any other was set by the organisation since, and stays. */
const MODERATED: readonly IdeaStatus[] = ['UNDER_DISCUSSION', 'DECLINED'];

/** The fields of an existing idea by the export; null where none of them changed, or the idea is new. */
function changedFields(existing: IdeaRow | undefined, row: IdeaRow): ExportedFields | null {
  if (!existing) return null;
  const { title, body } = row;
  const status = MODERATED.includes(existing.status) ? row.status : existing.status;
  const same = existing.title === title && existing.body === body && existing.status === status;
  return same ? null : { title, body, status };
}

const updateOf = (_id: string, fields: ExportedFields): AnyBulkWriteOperation<IdeaRow> => ({
  updateOne: { filter: { _id }, update: { $set: fields } },
});
