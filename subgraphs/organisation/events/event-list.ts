/** The cards of events and lists of them; for their owner and the catalogue alike. */
import type { Organisation } from '../../../directory/organisations.ts';
import { areaOf } from '../../../schema/areas.ts';
import { themesOf } from '../../../schema/themes.ts';
import { type CardList, FEW } from '../../cards/card-list.ts';
import { type SharedConditions, sharedConditions } from '../../cards/conditions.ts';
import { byArea, byTheme } from '../../cards/facets.ts';
import type { Order } from '../../framework/lists/cursor.ts';
import {
  byField,
  byMonth,
  byOrganisation,
  byOrganisationKind,
} from '../../framework/lists/facets.ts';
import { all, among, type Filter, span } from '../../framework/lists/filter.ts';
import { newestFirst, oldestFirst } from '../../framework/lists/orders.ts';
import { cellsOf, type Circle } from '../../framework/near/cells.ts';
import { nearCircle } from '../../framework/lists/near.ts';
import {
  type EventCard,
  eventCardFields,
  LONGEST_EVENT_MS,
  type PlaceRow,
  remainingOf,
  statusOf,
} from './event.ts';
import type { EventKind, EventStatus } from '../../../schema/generated/enums.ts';

/** `EventFilter` of the contract. */
export interface EventFilterInput extends SharedConditions {
  kinds?: readonly EventKind[] | null;
  statuses?: readonly EventStatus[] | null;
  startsFrom?: Date | null;
  startsBefore?: Date | null;
  online?: boolean | null;
  near?: Circle | null;
}

/** By when it starts, earliest first. */
export const soonestFirst: Order = {
  name: 'soonest',
  keys: [
    { field: 'startsAt', direction: 1, as: 'moment' },
    { field: '_id', direction: 1, as: 'text' },
  ],
};

export const list: CardList<EventCard, EventFilterInput> = {
  type: 'EVENT',
  field: 'events',
  fields: eventCardFields,
  filter: eventFilter,
  orders: { SOONEST: soonestFirst, NEWEST: newestFirst, OLDEST: oldestFirst },
  facets: {
    themes: byTheme,
    areas: byArea,
    kinds: byField('kind', 'kind', 'kinds'),
    statuses: { ...byField('status', 'status', 'statuses'), by: statusAsOf },
    organisations: byOrganisation,
    organisationKinds: byOrganisationKind,
    months: byMonth('startsAt', 'startsFrom', 'startsBefore'),
  },
  at: 'filter.',
  shows: {
    name: ({ title }) => title,
    themes: ({ themes }) => themesOf(themes),
    status: (event) => statusOf(event),
    remaining: (event) => remainingOf(event),
  },
  parts: { Place: { area: ({ area }: PlaceRow) => areaOf(area) } },
  indexes: [{ keys: soonestFirst.keys, conditions: [...FEW, 'kind', 'cells'] }],
  // Lists of what is to come rely on it.
  accepts: ({ startsAt, endsAt }) =>
    endsAt >= startsAt && endsAt.getTime() - startsAt.getTime() <= LONGEST_EVENT_MS,
  completed: (card) => ({ ...card, cells: cellsOf(card.place) }),
};

/**
 * @param owners the organisations whose rows are in the collection
 * @throws BAD_USER_INPUT naming the condition that is wrong
 */
export function eventFilter(
  filter: EventFilterInput,
  owners: readonly Organisation[],
  now: Date,
): Filter {
  return all(
    sharedConditions(filter, owners),
    among('kind', filter.kinds),
    withStatus(filter.statuses, now),
    span('startsAt', earliest(filter, now), filter.startsBefore),
    filter.online == null ? {} : { online: filter.online },
    nearCircle('filter.near', filter.near),
  );
}

/**
 * The first moment at which an event that meets the filter can start: of those that are to come no earlier than the
 * longest that an event lasts, so that what is long over is not looked through.
 */
function earliest({ statuses, startsFrom }: EventFilterInput, now: Date): Date | null {
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
