/** Reads the cards that organisations give, by the rules of all types of cards. */
import { cardReader } from '../../cards/read-card.ts';
import { CARD_LISTS } from '../../generated/card-lists.ts';

export const cardFrom = cardReader(CARD_LISTS);
