/** Positions in feeds, as they stand in headers: how a gateway, an organisation and the coalition say them. */
import { isOrganisationId } from './global-id.ts';

/** Numbers of feeds, by their organisation. */
export type Positions = ReadonlyMap<string, number>;

/** The most digits of a number that is exact. */
const NUMBER = /^\d{1,15}$/;

/** One position: `12`. */
export const positionText = (position: number): string => String(position);

/** The position that a text says; undefined where it says none. */
export const positionIn = (text: string): number | undefined =>
  NUMBER.test(text) ? Number(text) : undefined;

/** Those of several organisations: `labour=12,unite=40`. */
export const positionsText = (positions: Positions): string =>
  [...positions].map(([owner, position]) => `${owner}=${positionText(position)}`).join();

/** The positions that a text says; undefined where any part of it says none. */
export function positionsIn(text: string): Positions | undefined {
  const found = new Map<string, number>();
  for (const part of text.split(',')) {
    const [owner = '', number = '', ...rest] = part.split('=');
    const position = positionIn(number);
    if (!isOrganisationId(owner) || position === undefined || rest.length > 0) return undefined;
    found.set(owner, position);
  }
  return found;
}
