/** A text in one line. */
import { shortened } from '../../platform/shorten.ts';

/** The longest title of an idea, in characters. */
const LONGEST = 200;

/** The text in one line of at most 200 characters: whole, or cut after a word and with an ellipsis. */
export const titleOf = (text: string): string =>
  shortened(text.replace(/\s+/g, ' ').trim(), LONGEST);
