/** What a paper says in short, and shorter still. */
import { shortened } from '../../../../platform/shorten.ts';

/** The longest summary that a card shows, in characters. */
const LONGEST_SUMMARY = 400;

/** An abstract as a card's summary: whole, or cut at the last word that fits, with an ellipsis. */
export const summaryOf = (abstract: string): string => shortened(abstract, LONGEST_SUMMARY);
