/** The cards of policy reviews and lists of them; for parties and the catalogue alike. */
import type { PolicyReviewFilter } from '../../../../schema/generated/party.ts';
import { cardList } from '../../../cards/card-list.ts';
import {
  closingFields,
  closingFirst,
  openStatuses,
  openStatusOf,
  withOpenStatus,
} from '../../../cards/closing.ts';
import { all, span } from '../../../framework/lists/filter.ts';
import type { ReviewCard } from './review.ts';

export const list = cardList<ReviewCard, PolicyReviewFilter>({
  type: 'REVIEW',
  field: 'policyReviews',
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
