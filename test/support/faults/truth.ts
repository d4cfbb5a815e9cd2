/** Compares what the organisations share, by their own rows, with what the catalogue has. */
import type { Connection } from 'mongoose';
import { COALITION } from '../../../directory/organisations.ts';
import type { FaultyCoalition } from './a-coalition.ts';

/** The collections of shared rows. An organisation of another kind has nothing in some of them. */
const SHARED = ['ideas', 'events', 'campaigns', 'reviews', 'polls', 'papers', 'wins'];

interface Row {
  _id: string;
  version?: number;
  feed?: { version: number };
  removed?: boolean;
  status?: string;
  pending?: boolean;
}

/** The fields in which a row and its card must be equal. */
const COMPARED = ['title', 'summary', 'themes', 'tally', 'commentCount', 'rsvpCounts'];

/** The version and these fields of a row or card, as text. */
const stateOf = (row: Row, version: number | undefined): string => {
  const all = row as unknown as Record<string, unknown>;
  return JSON.stringify([version, ...COMPARED.map((field) => all[field] ?? null)]);
};

const rowsIn = (db: Connection, collection: string): Promise<Row[]> =>
  db.collection<Row>(collection).find().toArray();

/** The state of everything that an organisation shares now, by id. */
async function sharedBy({ organisations, db }: FaultyCoalition): Promise<Map<string, string>> {
  const rows = await Promise.all(
    organisations.flatMap(({ id }) => SHARED.map((collection) => rowsIn(db(id), collection))),
  );
  const shared = rows.flat().filter(({ removed, status }) => !removed && status !== 'DRAFT');
  return new Map(shared.map((row) => [row._id, stateOf(row, row.version)]));
}

/** The state of every card in the catalogue, by id. */
async function catalogued({ db }: FaultyCoalition): Promise<Map<string, string>> {
  const cards = await db(COALITION)
    .collection<Row>('cards')
    .find({ organisation: { $exists: true } })
    .toArray();
  return new Map(cards.map((card) => [card._id, stateOf(card, card.feed?.version)]));
}

/** Every difference, in words; none when the catalogue has exactly what the organisations share. */
export async function differences(coalition: FaultyCoalition): Promise<string[]> {
  const [shared, listed] = [await sharedBy(coalition), await catalogued(coalition)];
  return [
    ...[...shared.keys()].filter((id) => !listed.has(id)).map((id) => `lost: ${id}`),
    ...[...listed.keys()].filter((id) => !shared.has(id)).map((id) => `extra: ${id}`),
    ...[...shared].flatMap(([id, state]) => {
      const other = listed.get(id);
      return other && other !== state ? [`old: ${id}: ${other} in place of ${state}`] : [];
    }),
  ];
}

/** How many things the organisations share, how many entries their logs have, and how many offsets they have used. */
export async function sizes(coalition: FaultyCoalition) {
  const things = (await sharedBy(coalition)).size;
  const logs = await Promise.all(
    coalition.organisations.map(({ id }) =>
      coalition.db(id).collection<{ _id: number }>('feed').find().sort({ _id: -1 }).toArray(),
    ),
  );
  return {
    things,
    entries: logs.reduce((sum, { length }) => sum + length - 1, 0),
    offsets: logs.reduce((sum, [last]) => sum + (last?._id ?? 0), 0),
  };
}

/** How far each organisation's log is, and how far it has been read: shows where something is stuck. */
export async function feedStates({ organisations, db }: FaultyCoalition): Promise<string[]> {
  return Promise.all(
    organisations.map(async ({ id }) => {
      const pending = await Promise.all(
        SHARED.map((name) => db(id).collection(name).countDocuments({ pending: true })),
      );
      const [last] = await db(id)
        .collection<{ _id: number }>('feed')
        .find()
        .sort({ _id: -1 })
        .limit(1)
        .toArray();
      const read = await db(COALITION)
        .collection<{ _id: string; cursor: number; generation: number }>('follows')
        .findOne({ _id: id });
      const rows = pending.reduce((sum, count) => sum + count, 0);
      return `${id}: ${rows} rows pending, log up to ${last?._id}, read up to ${read?.cursor} (generation ${read?.generation})`;
    }),
  );
}
