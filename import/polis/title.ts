import { shortened } from '../../platform/shorten.ts';
import { sharedFields } from '../../subgraphs/cards/card.ts';

/** The text on one line that is no longer than a title may be. A longer text is cut after a word, with an ellipsis. */
export const titleOf = (text: string): string =>
  shortened(text.replace(/\s+/g, ' ').trim(), sharedFields.title.maxlength);
