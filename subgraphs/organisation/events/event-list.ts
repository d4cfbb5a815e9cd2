/** The cards of events and lists of them; for their owner and the catalogue alike. */
import { areaOf } from '../../../schema/areas.ts';
import type { EventFilter } from '../../../schema/generated/organisation.ts';
import { cardList, FEW } from '../../cards/card-list.ts';
import type { Order } from '../../framework/lists/cursor.ts';
import { byField, byMonth } from '../../framework/lists/facets.ts';
import { all, type Filter, span } from '../../framework/lists/filter.ts';
import { nearCircle } from '../../framework/lists/near.ts';
import { cellsOf } from '../../framework/near/cells.ts';
import {
  type EventCard,
  eventCardFields,
  LONGEST_EVENT_MS,
  type PlaceRow,
  remainingOf,
  statusOf,
} from './event.ts';
import type { EventStatus } from '../../../schema/generated/enums.ts';

/** By when it starts, earliest first. */
export const soonestFirst: Order = {
  name: 'soonest',
  keys: [
    { field: 'startsAt', direction: 1, as: 'moment' },
    { field: '_id', direction: 1, as: 'text' },
  ],
};

export const list = cardList<EventCard, EventFilter>({
  type: 'EVENT',
  field: 'events',
  fields: eventCardFields,
  among: { kinds: 'kind' },
  filter: (input, now) =>
    all(
      withStatus(input.statuses, now),
      span('startsAt', earliest(input, now), input.startsBefore),
      input.online == null ? {} : { online: input.online },
      nearCircle('filter.near', input.near),
    ),
  orders: { SOONEST: soonestFirst },
  facets: {
    statuses: { ...byField('status', 'status', 'statuses'), by: statusAsOf },
    months: byMonth('startsAt', 'startsFrom', 'startsBefore'),
  },
  shows: {
    name: ({ title }) => title,
    status: (event) => statusOf(event),
    remaining: (event) => remainingOf(event),
  },
  parts: { Place: { area: ({ area }: PlaceRow) => areaOf(area) } },
  indexes: [{ keys: soonestFirst.keys, conditions: [...FEW, 'kind', 'cells'] }],
  // Lists of what is to come rely on it.
  accepts: ({ startsAt, endsAt }) =>
    endsAt >= startsAt && endsAt.getTime() - startsAt.getTime() <= LONGEST_EVENT_MS,
  completed: (card) => ({ ...card, cells: cellsOf(card.place) }),
});

/**
 * The first moment at which an event that meets the filter can start: of those that are to come no earlier than the
 * longest that an event lasts, so that what is long over is not looked through.
 */
function earliest({ statuses, startsFrom }: EventFilter, now: Date): Date | null {
  const toCome =
    statuses?.length && statuses.every((one) => one === 'SCHEDULED' || one === 'CHANGED');
  if (!toCome) return startsFrom ?? null;
  const implied = new Date(now.getTime() - LONGEST_EVENT_MS);
  return startsFrom && startsFrom > implied ? startsFrom : implied;
}

/** That an event is over is not stored: it follows from when it ends. */
function withStatus(statuses: readonly EventStatus[] | null | undefined, now: Date): Filter {
  if (!statuses) return {};
  const either = statuses.map((status) => {
    if (status === 'DONE') return { status: { $ne: 'CANCELLED' as const }, endsAt: { $lte: now } };
    return status === 'CANCELLED' ? { status } : { status, endsAt: { $gt: now } };
  });
  return either.length ? { $or: either } : { _id: { $in: [] } };
}

/** The status of an event as of a moment, as an aggregation expression: what `statusOf` says. */
function statusAsOf(now: Date): object {
  return {
    $cond: [
      { $and: [{ $ne: ['$status', 'CANCELLED'] }, { $lte: ['$endsAt', now] }] },
      'DONE',
      '$status',
    ],
  };
}
