/** Offsets in feeds, and how they are written in headers. */
import { isOrganisationId } from './global-id.ts';

/** The number of an entry in an organisation's feed; null when something was written that has no number yet. */
export type Offset = number | null;

/** One offset for each of several organisations, by the organisation's id. */
export type Offsets = ReadonlyMap<string, Offset>;

const UNKNOWN = '?';

/** As many digits as JavaScript's numbers hold exactly. */
const DIGITS = /^\d{1,15}$/;

/** Writes one offset: `12`, or `?` when it is not known. */
export const formatOffset = (offset: Offset): string =>
  offset === null ? UNKNOWN : String(offset);

/** Reads one offset; undefined when the text is none. */
export function parseOffset(text: string): Offset | undefined {
  if (text === UNKNOWN) return null;
  return DIGITS.test(text) ? Number(text) : undefined;
}

/** Writes the offsets of several organisations: `labour=12,unite=?`. */
export const formatOffsets = (offsets: Offsets): string =>
  [...offsets].map(([organisation, offset]) => `${organisation}=${formatOffset(offset)}`).join();

/** Reads the offsets of several organisations; undefined when any part of the text is not of that form. */
export function parseOffsets(text: string): Offsets | undefined {
  const offsets = new Map<string, Offset>();
  for (const part of text.split(',')) {
    const [organisation = '', digits = '', ...rest] = part.split('=');
    const offset = parseOffset(digits);
    if (!isOrganisationId(organisation) || offset === undefined || rest.length > 0)
      return undefined;
    offsets.set(organisation, offset);
  }
  return offsets;
}
