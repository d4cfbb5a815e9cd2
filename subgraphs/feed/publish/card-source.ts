/** What an organisation shares of one type: rows on their way from their collection into the log. */
import type { Model, mongo } from 'mongoose';
import { type Card, sharedFields, type SharedRow } from '../../cards/card.ts';
import type { CardType } from '../../../schema/things.ts';
import type { Entry } from '../protocol/entry.ts';
import { OF_FEED } from '../protocol/of-feed.ts';
import type { Marked } from './outbox.ts';

/** A row as it was when it was read, for the log. */
export interface Waiting {
  id: string;
  version: number;
  birth?: string | undefined;
  /** The row is to go once this is logged. */
  removed: boolean;
  /** What to log; null for what nobody was ever told of, which stays so. */
  entry: Entry<Card> | null;
}

/** The outbox of one collection. */
export interface CardSource {
  /** Marks the rows that were written before there were marks. To be called at the start. */
  adopt(): Promise<void>;
  /** Rows that were written and are not logged yet, at most so many, and whether there may be others. */
  waiting(most: number): Promise<{ rows: Waiting[]; more: boolean }>;
  /** Takes the marks off rows that are logged, unless they were written again meanwhile. */
  settle(logged: readonly Waiting[]): Promise<void>;
  /** Gives a row that still is as it was a version above one that the log has of an earlier row with its id. */
  outlive(row: Waiting, above: number): Promise<void>;
}

/** What a collection shares. */
interface Shares<Row> {
  type: CardType;
  /** What its type shows beside the fields that all cards have. */
  fields?: readonly (keyof Row & string)[];
  /** Which rows are shared, by fields of their own; all of them when left out. */
  only?: { by: readonly (keyof Row & string)[]; isShared(row: Row): boolean };
}

/** The cards of a collection. */
export function cardsFrom<Row extends SharedRow>(
  model: Model<Row>,
  { type, fields = [], only }: Shares<Row>,
): CardSource {
  // Past the model: to take a mark off is no write of a row, and must not make another.
  const collection = model.db.collection<Marked<SharedRow>>(model.collection.name);
  const shown = [...Object.keys(sharedFields), ...fields];
  const read = [...shown, ...(only?.by ?? []), 'version', 'birth', 'told', 'removed'];
  const projection = Object.fromEntries(read.map((field) => [field, 1]));

  /** Notes that a card may stand in the log, before it does; false when the row was written since. */
  async function tell(row: Waiting): Promise<boolean> {
    const told = { $set: { told: true as const } };
    const { matchedCount } = await collection.updateOne(asItWas(row), told, OF_FEED);
    return matchedCount > 0;
  }

  async function waitingOf(row: Marked<SharedRow>): Promise<Waiting[]> {
    const { _id: id, version, birth, removed = false } = row;
    const isShared = !removed && (only?.isShared(row as unknown as Row) ?? true);
    const waiting = { id, version, birth, removed, entry: null };
    if (only && !row.told) {
      if (!isShared) return [waiting];
      if (!(await tell(waiting))) return [];
    }
    const card = isShared ? cardOf(row, shown, type) : null;
    return [{ ...waiting, entry: { thing: id, version, card } }];
  }

  return {
    async adopt() {
      await collection.updateMany(
        { version: { $exists: false } },
        { $set: { version: 1, dirty: true } },
        OF_FEED,
      );
    },

    async waiting(most) {
      const found = await collection
        .find({ dirty: true }, { projection, limit: most, batchSize: most, ...OF_FEED })
        .toArray();
      const rows = (await Promise.all(found.map(waitingOf))).flat();
      return { rows, more: rows.length < found.length || found.length === most };
    },

    async settle(logged) {
      if (logged.length === 0) return;
      await collection.bulkWrite(
        logged.map((row) =>
          row.removed
            ? { deleteOne: { filter: asItWas(row) } }
            : { updateOne: { filter: asItWas(row), update: { $unset: { dirty: '' } } } },
        ),
        { ordered: false, ...OF_FEED },
      );
    },

    async outlive(row, above) {
      const newer = { $set: { version: above + 1, dirty: true as const } };
      await collection.updateOne(asItWas(row), newer, OF_FEED);
    },
  };
}

/** The row itself, and nobody wrote it since. */
const asItWas = ({ id: _id, version, birth }: Waiting) =>
  ({ _id, version, birth: birth ?? null }) as mongo.Filter<Marked<SharedRow>>;

function cardOf(row: SharedRow, shown: readonly string[], type: CardType): Card {
  const all = row as unknown as Record<string, unknown>;
  const { cites, ...card } = Object.fromEntries(shown.map((field) => [field, all[field] ?? null]));
  // What cites nothing does not say so: it takes no place in an index.
  return { ...card, ...(cites !== null && { cites }), type } as unknown as Card;
}

/**
 * Removes a shared row for good: from the catalogue first, and from its collection once that is logged. Until
 * then its organisation still shows it. False when there is no such row.
 */
export async function remove<Row extends SharedRow>(
  model: Model<Row>,
  id: string,
): Promise<boolean> {
  const update = { $set: { removed: true } };
  const { matchedCount } = await model.updateOne({ _id: id }, update);
  return matchedCount > 0;
}
