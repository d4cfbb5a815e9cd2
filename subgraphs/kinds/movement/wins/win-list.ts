/** The cards of wins and lists of them; for movements and the catalogue alike. */
import type { WinFilter } from '../../../../schema/generated/movement.ts';
import { cardList } from '../../../cards/card-list.ts';
import type { Order } from '../../../framework/lists/cursor.ts';
import { byMonth } from '../../../framework/lists/facets.ts';
import { span } from '../../../framework/lists/filter.ts';
import type { WinCard } from './win.ts';

/** By when it was won, latest first. */
const latestFirst: Order = {
  name: 'won',
  keys: [
    { field: 'startsAt', direction: -1, as: 'moment' },
    { field: '_id', direction: -1, as: 'text' },
  ],
};

export const list = cardList<WinCard, WinFilter>({
  type: 'WIN',
  field: 'wins',
  fields: {},
  filter: ({ wonFrom, wonBefore }) => span('startsAt', wonFrom, wonBefore),
  orders: { LATEST: latestFirst },
  facets: { months: byMonth('startsAt', 'wonFrom', 'wonBefore') },
  shows: { wonAt: ({ startsAt }) => startsAt },
  indexes: [{ keys: latestFirst.keys, name: 'latest', conditions: ['', 'organisation'] }],
  accepts: ({ startsAt }) => startsAt !== null,
});
