/**
 * Parts of rows that are things themselves: the options of a poll, the claims of a paper. Each has its number within its row,
 * and a global id that follows from the row's. The row keeps these ids too, so that it is found by any of them.
 */
import type { Model } from 'mongoose';
import { derivedId } from '../../schema/derived-id.ts';
import { ownerOf } from '../../schema/global-id.ts';
import type { IdType } from '../../schema/things.ts';

/** A row with parts. */
export interface WithParts {
  _id: string;
  partIds?: string[];
}

/** The field of a row with the ids of its parts, in their order; index it. */
export const partFields = { partIds: { type: [String], default: undefined } };

/** The id of a part. @param number from 1 on */
export const partId = (row: string, type: IdType, number: number): string =>
  derivedId(ownerOf(row) ?? '', type, `${row}|${number}`);

/** The ids of all parts of a row. */
export const partIdsOf = (row: string, type: IdType, count: number): string[] =>
  Array.from({ length: count }, (_, at) => partId(row, type, at + 1));

/**
 * The parts that have one of these ids.
 * @param partsOf the parts of a row
 * @example partsByIds(polls, ids, choicesOf)
 */
export async function partsByIds<Row extends WithParts, Part extends { _id: string }>(
  model: Model<Row>,
  ids: readonly string[],
  partsOf: (row: Row) => readonly Part[],
): Promise<Part[]> {
  const rows = await model.find({ partIds: { $in: ids } }).lean<Row[]>();
  return rows.flatMap(partsOf).filter(({ _id }) => ids.includes(_id));
}

/** Gives the rows their ids that were written before parts had any. */
export async function givePartIds<Row extends WithParts>(
  model: Model<Row>,
  partsOf: (row: Row) => readonly { _id: string }[],
): Promise<void> {
  for await (const row of model
    .find({ partIds: { $exists: false } })
    .lean<Row[]>()
    .cursor())
    await model.updateOne(
      { _id: row._id },
      { $set: { partIds: partsOf(row).map(({ _id }) => _id) } },
      { timestamps: false },
    );
}
