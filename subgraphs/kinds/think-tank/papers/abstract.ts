/** What a paper says in short, and shorter still. */
import { shortened } from '../../../../platform/shorten.ts';
import { sharedFields } from '../../../cards/card.ts';

/** An abstract as a card's summary: whole, or cut at the last word that fits, with an ellipsis. */
export const summaryOf = (abstract: string): string =>
  shortened(abstract, sharedFields.summary.maxlength);
