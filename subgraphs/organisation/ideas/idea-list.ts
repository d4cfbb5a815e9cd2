/** Lists of ideas; for owners and the catalogue alike. */
import { byArea, byTheme } from '../../cards/facets.ts';
import {
  byField,
  byMonth,
  byOrganisation,
  byOrganisationKind,
} from '../../framework/lists/facets.ts';
import type { ListKind } from '../../framework/lists/list.ts';
import { IDEA_ORDERS } from './idea.ts';
import { ideaFilter, type IdeaFilterInput } from './idea-filter.ts';

/** `policyIdeas` of the contracts. */
export const IDEA_LIST: ListKind<IdeaFilterInput> = {
  filter: ideaFilter,
  orders: IDEA_ORDERS,
  facets: {
    themes: byTheme,
    areas: byArea,
    statuses: byField('status', 'status', 'statuses'),
    channels: byField('channel', 'channel', 'channels'),
    organisations: byOrganisation,
    organisationKinds: byOrganisationKind,
    months: byMonth('createdAt', 'createdFrom', 'createdBefore'),
  },
  at: 'filter.',
};
