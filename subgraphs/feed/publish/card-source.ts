/** The cards of one collection: reads its pending rows for the log, and notes which of them are logged. */
import type { Collection, Model, mongo } from 'mongoose';
import { type Card, sharedFields, type SharedRow } from '../../cards/card.ts';
import type { CardType } from '../../../schema/things.ts';
import { FEED_COMMENT } from '../protocol/feed-comment.ts';
import type { LogEntry } from '../protocol/log-entry.ts';
import type { OutboxRow } from './outbox.ts';

/** A pending row as it was when it was read. */
export interface PendingRow {
  id: string;
  version: number;
  incarnation?: string | undefined;
  /** Whether the document is to be deleted once its tombstone is logged. */
  removed: boolean;
  /** The entry to log; null when the row was never shared, so that the log says nothing of it. */
  entry: LogEntry<Card> | null;
}

/** The outbox of one collection: how its pending rows reach the log. */
export interface Outbox {
  /** Makes rows pending that were written before rows had outbox fields, or said when they changed. Call it at the start. */
  markLegacyRows(): Promise<void>;
  /** Up to `limit` pending rows, and whether there may be more. */
  pendingRows(limit: number): Promise<{ rows: PendingRow[]; more: boolean }>;
  /** Unsets `pending` on logged rows and deletes removed ones, except for those that were written since. */
  markLogged(rows: readonly PendingRow[]): Promise<void>;
  /**
   * Raises the version of a row above that of a tombstone which the log has for an earlier row with the same id. The row
   * stays pending, and is logged again with that version. Does nothing when the row was written since.
   */
  supersede(row: PendingRow, tombstoneVersion: number): Promise<void>;
}

/** The cards of one collection: what is on them, and the outbox that they leave by. */
export interface CardSource extends Outbox {
  /** Name of the collection. */
  collection: string;
  /** The type of its cards. */
  type: CardType;
  /** All fields on its cards, as the row's schema has them. */
  fields: object;
}

/** What a collection shares. */
interface SharedCards<Row> {
  type: CardType;
  /** The fields on the cards of this type, beside those that all cards have, as the row's schema has them. */
  fields?: object;
  /** Which rows are shared, and the fields that decide it; all rows when left out. */
  only?: { by: readonly (keyof Row & string)[]; isShared(row: Row): boolean };
}

const OUTBOX_FIELDS = ['version', 'incarnation', 'wasShared', 'removed'];

/**
 * The cards of a collection.
 *
 * @example
 * const papers = cardsFrom(paperModel(db), {
 *   type: 'PAPER',
 *   fields: paperCardFields,
 *   only: { by: ['status'], isShared: ({ status }) => status !== 'DRAFT' },
 * });
 */
export function cardsFrom<Row extends SharedRow>(
  model: Model<Row>,
  { type, fields: own = {}, only }: SharedCards<Row>,
): CardSource {
  // Not through the model: to unset `pending` is no write of the row, and must not make it pending again.
  const collection = model.db.collection<OutboxRow<SharedRow>>(model.collection.name);
  const fields = { ...sharedFields, ...own };
  const cardFields = Object.keys(fields);
  const read = [...cardFields, ...(only?.by ?? []), ...OUTBOX_FIELDS];
  const projection = Object.fromEntries(read.map((field) => [field, 1]));

  /** Sets `wasShared`; false when the row was written since it was read. */
  async function markShared(row: PendingRow): Promise<boolean> {
    const update = { $set: { wasShared: true as const } };
    const { matchedCount } = await collection.updateOne(ifUnchanged(row), update, FEED_COMMENT);
    return matchedCount > 0;
  }

  async function pendingRowOf(row: OutboxRow<SharedRow>): Promise<PendingRow[]> {
    const { _id: id, version, incarnation, removed = false } = row;
    const isShared = !removed && (only?.isShared(row as unknown as Row) ?? true);
    const pendingRow = { id, version, incarnation, removed, entry: null };
    if (only && !row.wasShared) {
      if (!isShared) return [pendingRow];
      if (!(await markShared(pendingRow))) return [];
    }
    const card = isShared ? cardOf(row, cardFields, type) : null;
    return [{ ...pendingRow, entry: { thing: id, version, card } }];
  }

  return {
    collection: model.collection.name,
    type,
    fields,

    markLegacyRows: () => markLegacyRows(collection),

    async pendingRows(limit) {
      const found = await collection
        .find({ pending: true }, { projection, limit, batchSize: limit, ...FEED_COMMENT })
        .toArray();
      const rows = (await Promise.all(found.map(pendingRowOf))).flat();
      return { rows, more: rows.length < found.length || found.length === limit };
    },

    async markLogged(rows) {
      if (rows.length === 0) return;
      await collection.bulkWrite(
        rows.map((row) =>
          row.removed
            ? { deleteOne: { filter: ifUnchanged(row) } }
            : { updateOne: { filter: ifUnchanged(row), update: { $unset: { pending: '' } } } },
        ),
        { ordered: false, ...FEED_COMMENT },
      );
    },

    async supersede(row, tombstoneVersion) {
      const update = { $set: { version: tombstoneVersion + 1, pending: true as const } };
      await collection.updateOne(ifUnchanged(row), update, FEED_COMMENT);
    },
  };
}

/** Rows from before there were outbox fields, and from before rows said when they changed. */
async function markLegacyRows(collection: Collection<OutboxRow<SharedRow>>): Promise<void> {
  await collection.updateMany(
    { version: { $exists: false } },
    { $set: { version: 1, pending: true } },
    FEED_COMMENT,
  );
  const version = { $add: ['$version', 1] };
  await collection.updateMany(
    { updatedAt: { $exists: false } },
    [{ $set: { updatedAt: '$createdAt', version, pending: true } }],
    FEED_COMMENT,
  );
}

/** Finds the row only if nobody wrote it since. */
const ifUnchanged = ({ id: _id, version, incarnation }: PendingRow) =>
  ({ _id, version, incarnation: incarnation ?? null }) as mongo.Filter<OutboxRow<SharedRow>>;

function cardOf(row: SharedRow, cardFields: readonly string[], type: CardType): Card {
  const all = row as unknown as Record<string, unknown>;
  const { cites, ...card } = Object.fromEntries(
    cardFields.map((field) => [field, all[field] ?? null]),
  );
  // Left out where it is null, so that such a card takes no room in the index of citations.
  return { ...card, ...(cites !== null && { cites }), type } as unknown as Card;
}
