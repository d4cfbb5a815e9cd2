/** Parses and checks a line of a feed. Whatever an organisation sends is untrusted. */
import { readJson } from '../../../platform/json.ts';
import { ownerOf } from '../../../schema/global-id.ts';
import type { Card } from '../../cards/card.ts';
import { type EndLine, endLine, entryLine, type LogLine, logLine } from '../protocol/lines.ts';
import type { LogEntry } from '../protocol/log-entry.ts';

/**
 * The highest version that is accepted. No thing is ever written two thousand million times, and after a false version
 * beyond that no later state of the thing could ever take its place.
 */
export const HIGHEST_VERSION = 2 ** 31 - 1;

/** Why a line was refused. */
export type Refusal =
  | 'longer than a line may be'
  | 'not JSON'
  | 'not a log entry'
  | 'out of order'
  | 'owned by another organisation'
  | 'a version from the future'
  | 'not a valid card of this type';

/** A line, parsed. A refused one has its offset, if that was valid. */
export type ParsedLine =
  | { is: 'ENTRY'; seq: number; entry: LogEntry<Card> }
  | ({ is: 'LOG' } & LogLine)
  | ({ is: 'END' } & EndLine)
  | { is: 'REFUSED'; why: Refusal; seq: number | null };

/** Parses the card of an organisation; null when it is no card, or not one that this organisation may share. */
export type CardFrom = (given: unknown) => Card | null;

const refused = (why: Refusal, seq: number | null = null): ParsedLine => ({
  is: 'REFUSED',
  why,
  seq,
});

/**
 * Parses a line of an organisation's feed.
 * @param after the offset of the line before it, or the one after which the response begins
 * @param cardFrom parses a card of that organisation
 */
export function parseLine(
  text: string,
  organisation: string,
  after: number,
  cardFrom: CardFrom,
): ParsedLine {
  const value = readJson(text);
  if (value === undefined) return refused('not JSON');
  const log = logLine.safeParse(value);
  if (log.success) return { is: 'LOG', ...log.data };
  const end = endLine.safeParse(value);
  if (end.success) return { is: 'END', ...end.data };
  const line = entryLine.safeParse(value);
  if (!line.success) return refused('not a log entry');
  const { seq, id, version, card: given } = line.data;
  if (seq <= after) return refused('out of order');
  if (ownerOf(id) !== organisation) return refused('owned by another organisation', seq);
  if (version > HIGHEST_VERSION) return refused('a version from the future', seq);
  if (given === null) return { is: 'ENTRY', seq, entry: { thing: id, version, card: null } };
  const card = cardFrom(given);
  if (card?._id !== id) return refused('not a valid card of this type', seq);
  return { is: 'ENTRY', seq, entry: { thing: id, version, card } };
}
