/** The cards of polls and lists of them; for unions and the catalogue alike. */
import type { PollFilter } from '../../../../schema/generated/union.ts';
import { cardList } from '../../../cards/card-list.ts';
import {
  closingFields,
  closingFirst,
  openStatuses,
  openStatusOf,
  withOpenStatus,
} from '../../../cards/closing.ts';
import { all, span } from '../../../framework/lists/filter.ts';
import type { PollCard } from './poll.ts';

export const list = cardList<PollCard, PollFilter>({
  type: 'POLL',
  field: 'polls',
  fields: closingFields,
  filter: ({ statuses, closesFrom, closesBefore }, now) =>
    all(withOpenStatus(statuses, now), span('closesAt', closesFrom, closesBefore)),
  orders: { CLOSING: closingFirst },
  facets: { statuses: openStatuses },
  shows: {
    question: ({ title }) => title,
    opensAt: ({ startsAt }) => startsAt,
    status: openStatusOf,
  },
  indexes: [{ keys: closingFirst.keys, name: 'closing', conditions: ['', 'organisation'] }],
});
