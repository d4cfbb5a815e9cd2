/** Puts imported ideas into their collection. */
import type { AnyBulkWriteOperation, Model } from 'mongoose';
import type { IdeaRow, IdeaStatus } from '../../subgraphs/organisation/ideas/idea.ts';
import { batchesOf, type Changes, NO_CHANGES, sumOf } from './changes.ts';

const BATCH = 500;

/**
 * Adds the ideas that are not there, and brings text and moderation of those that are up to the export.
 * Positions, comments and what else happened to them since is kept.
 */
export async function loadIdeas(ideas: Model<IdeaRow>, rows: readonly IdeaRow[]): Promise<Changes> {
  let changes = NO_CHANGES;
  for (const batch of batchesOf(rows, BATCH)) {
    const ids = batch.map(({ _id }) => _id);
    const there = await ideas.find({ _id: { $in: ids } }).lean<IdeaRow[]>();
    const known = new Map(there.map((row) => [row._id, row]));
    const added = batch.filter(({ _id }) => !known.has(_id));
    const changed = batch.flatMap((row) => {
      const told = differenceTo(known.get(row._id), row);
      return told ? [updateOf(row._id, told)] : [];
    });
    const inserts = added.map((row) => ({ insertOne: { document: row } }));
    if (inserts.length + changed.length > 0) await ideas.bulkWrite([...inserts, ...changed]);
    const unchanged = batch.length - added.length - changed.length;
    changes = sumOf(changes, { added: added.length, changed: changed.length, unchanged });
  }
  return changes;
}

type Told = Pick<IdeaRow, 'title' | 'body' | 'status'>;

/** The statuses that moderation gives. Any other was given here since, and stays. */
const MODERATED: readonly IdeaStatus[] = ['UNDER_DISCUSSION', 'DECLINED'];

/** What the export now tells otherwise; null when nothing, or when the idea is new. */
function differenceTo(there: IdeaRow | undefined, row: IdeaRow): Told | null {
  if (!there) return null;
  const { title, body } = row;
  const status = MODERATED.includes(there.status) ? row.status : there.status;
  const same = there.title === title && there.body === body && there.status === status;
  return same ? null : { title, body, status };
}

const updateOf = (_id: string, told: Told): AnyBulkWriteOperation<IdeaRow> => ({
  updateOne: { filter: { _id }, update: { $set: { ...told, updatedAt: new Date() } } },
});
