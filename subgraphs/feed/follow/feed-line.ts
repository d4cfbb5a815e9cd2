/** What a line of a feed must be: the coalition takes no organisation's word for it. */
import { z } from 'zod';
import { readJson } from '../../../platform/json.ts';
import { ownerOf } from '../../../schema/global-id.ts';
import type { Entry } from '../protocol/entry.ts';
import type { EndLine, EntryLine, LogLine } from '../protocol/lines.ts';
import type { Card } from '../../cards/card.ts';

/**
 * The highest version that a thing can have. One beyond it is from the future: nothing is written two thousand
 * million times, and no later state of the thing would ever take its place.
 */
export const HIGHEST_VERSION = 2 ** 31 - 1;

/** Why a line was refused. */
export type Refusal =
  | 'longer than a line may be'
  | 'no JSON'
  | 'no entry'
  | 'out of order'
  | 'a thing of another'
  | 'a version from the future'
  | 'no card';

/** A line, as it was read. A refused one may still say which number it has. */
export type Line =
  | { is: 'ENTRY'; seq: number; entry: Entry<Card> }
  | ({ is: 'LOG' } & LogLine)
  | ({ is: 'END' } & EndLine)
  | { is: 'REFUSED'; why: Refusal; seq: number | null };

/** The card that an organisation gave; null when it is none, or is not one that this organisation may give. */
export type CardFrom = (given: unknown) => Card | null;

const number = z.int().nonnegative();

const logLine = z.strictObject({ log: z.string().min(1).max(100) }) satisfies z.ZodType<LogLine>;

const endLine = z.object({ end: number, more: z.boolean() }) satisfies z.ZodType<EndLine>;

const entryLine = z.object({
  seq: number.positive(),
  id: z.string().max(200),
  version: number.positive(),
  card: z.looseObject({}).nullable(),
}) satisfies z.ZodType<EntryLine>;

const refused = (why: Refusal, seq: number | null = null): Line => ({ is: 'REFUSED', why, seq });

/**
 * Reads a line of an organisation's feed.
 * @param after the number of the line before it, or the one that the answer begins after
 * @param cardFrom reads a card of that organisation
 */
export function readLine(
  text: string,
  organisation: string,
  after: number,
  cardFrom: CardFrom,
): Line {
  const said = readJson(text);
  if (said === undefined) return refused('no JSON');
  const log = logLine.safeParse(said);
  if (log.success) return { is: 'LOG', ...log.data };
  const end = endLine.safeParse(said);
  if (end.success) return { is: 'END', ...end.data };
  const line = entryLine.safeParse(said);
  if (!line.success) return refused('no entry');
  const { seq, id, version, card: given } = line.data;
  if (seq <= after) return refused('out of order');
  if (ownerOf(id) !== organisation) return refused('a thing of another', seq);
  if (version > HIGHEST_VERSION) return refused('a version from the future', seq);
  if (given === null) return { is: 'ENTRY', seq, entry: { thing: id, version, card: null } };
  const card = cardFrom(given);
  if (card?._id !== id) return refused('no card', seq);
  return { is: 'ENTRY', seq, entry: { thing: id, version, card } };
}
