import { shortened } from '../../platform/shorten.ts';

/** The longest title of an idea, in characters. */
const LONGEST = 200;

/** The text on one line of at most 200 characters. A longer text is cut after a word, with an ellipsis. */
export const titleOf = (text: string): string =>
  shortened(text.replace(/\s+/g, ' ').trim(), LONGEST);
