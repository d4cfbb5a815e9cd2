/** The schemas of the cells in a Polis export. */
import { z } from 'zod';
import { ideaFields } from '../../subgraphs/organisation/ideas/idea.ts';
import { cut } from '../../platform/cut.ts';
import type { CsvRow } from '../csv/csv-rows.ts';
import type { Moderated, PolisComment } from './conversation.ts';
import type { Position } from '../../schema/generated/enums.ts';

export const COMMENT_COLUMNS = ['timestamp', 'comment-id', 'moderated', 'comment-body'] as const;
export const VOTE_COLUMNS = ['timestamp', 'comment-id', 'voter-id', 'vote'] as const;

/** A parsed row, or a sentence about what is wrong with it. */
export type Read<Row> = { row: Row } | { wrong: string };

/** The longest comment, which is as long as the longest body of an idea. */
const LONGEST_TEXT = ideaFields.body.maxlength;

/** Numbers below this are seconds: as milliseconds they would be in 1973, before Polis existed. */
const SECONDS_BELOW = 100_000_000_000;

/** Participants and comments are numbered from 0. Leading zeros are refused, as they would give one number two ids. */
const number = z
  .string('a whole number')
  .trim()
  .regex(/^(0|[1-9]\d{0,14})$/, 'a whole number');

/** The time since 1970: in milliseconds in older exports, in seconds in newer ones. */
const moment = z
  .string('a number of milliseconds or seconds since 1970')
  .trim()
  .regex(/^[1-9]\d{8,12}$/, 'a number of milliseconds or seconds since 1970')
  .transform((text) => {
    const since1970 = Number(text);
    return new Date(since1970 < SECONDS_BELOW ? since1970 * 1000 : since1970);
  });

const oneOf = <Meaning>(meanings: Readonly<Record<string, Meaning>>) =>
  z
    .string('1, 0 or -1')
    .trim()
    .refine((text) => Object.hasOwn(meanings, text), '1, 0 or -1')
    .transform((text) => meanings[text] as Meaning);

const MODERATED: Readonly<Record<string, Moderated>> = { '1': 1, '0': 0, '-1': -1 };
const POSITIONS: Readonly<Record<string, Position>> = {
  '1': 'SUPPORT',
  '0': 'PASS',
  '-1': 'OPPOSE',
};

const text = z
  .string('a text')
  .trim()
  .min(1, `a text of 1 to ${LONGEST_TEXT.toLocaleString('en-GB')} characters`)
  .max(LONGEST_TEXT, `a text of 1 to ${LONGEST_TEXT.toLocaleString('en-GB')} characters`);

const comment = z
  .object({
    timestamp: moment,
    'comment-id': number,
    'author-id': number.optional(),
    moderated: oneOf(MODERATED),
    'comment-body': text,
  })
  .transform((cells): PolisComment => ({
    id: cells['comment-id'],
    author: cells['author-id'] ?? null,
    at: cells.timestamp,
    moderated: cells.moderated,
    text: cells['comment-body'],
  }));

const vote = z
  .object({ timestamp: moment, 'comment-id': number, 'voter-id': number, vote: oneOf(POSITIONS) })
  .transform((cells) => ({
    comment: cells['comment-id'],
    voter: cells['voter-id'],
    value: cells.vote,
    at: cells.timestamp,
  }));

export const readComment = (cells: CsvRow['cells']) => read(comment, cells);
export const readVote = (cells: CsvRow['cells']) => read(vote, cells);

function read<S extends z.ZodType>(schema: S, cells: CsvRow['cells']): Read<z.output<S>> {
  const checked = schema.safeParse(cells);
  if (checked.success) return { row: checked.data };
  const [issue] = checked.error.issues;
  const column = String(issue?.path[0]);
  return {
    wrong: `${column}: expected ${issue?.message}, but got ${quoted(cells[column] ?? '')}.`,
  };
}

/** A cell in a message: in quotes, and cut where it is long. Of a text that is too long, its length. */
const quoted = (cell: string): string => {
  if (cell.length > LONGEST_TEXT) return cell.length.toLocaleString('en-GB');
  return cell.length > 80 ? `"${cut(cell, 80)}…"` : `"${cell}"`;
};
