/** Positions in feeds, as they stand in headers: how a gateway, an organisation and the coalition say them. */
import { isOrganisationId } from './global-id.ts';

/** A number of a feed; null where something was written, and is not known to be in it. */
export type Position = number | null;

/** Positions in feeds, by their organisation. */
export type Positions = ReadonlyMap<string, Position>;

const UNKNOWN = '?';

/** The most digits of a number that is exact. */
const NUMBER = /^\d{1,15}$/;

/** One position: `12`, or `?` where it is not known. */
export const positionText = (position: Position): string =>
  position === null ? UNKNOWN : String(position);

/** The position that a text says; undefined where it says none. */
export function positionIn(text: string): Position | undefined {
  if (text === UNKNOWN) return null;
  return NUMBER.test(text) ? Number(text) : undefined;
}

/** Those of several organisations: `labour=12,unite=?`. */
export const positionsText = (positions: Positions): string =>
  [...positions].map(([owner, position]) => `${owner}=${positionText(position)}`).join();

/** The positions that a text says; undefined where any part of it says none. */
export function positionsIn(text: string): Positions | undefined {
  const found = new Map<string, Position>();
  for (const part of text.split(',')) {
    const [owner = '', number = '', ...rest] = part.split('=');
    const position = positionIn(number);
    if (!isOrganisationId(owner) || position === undefined || rest.length > 0) return undefined;
    found.set(owner, position);
  }
  return found;
}
