/** Lists of events; for owners and the catalogue alike. */
import { byArea, byTheme } from '../../cards/facets.ts';
import {
  byField,
  byMonth,
  byOrganisation,
  byOrganisationKind,
} from '../../framework/lists/facets.ts';
import type { ListKind } from '../../framework/lists/list.ts';
import { EVENT_ORDERS } from './event.ts';
import { eventFilter, type EventFilterInput, statusAsOf } from './event-filter.ts';

/** `events` of the contracts. */
export const EVENT_LIST: ListKind<EventFilterInput> = {
  filter: eventFilter,
  orders: EVENT_ORDERS,
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
};
