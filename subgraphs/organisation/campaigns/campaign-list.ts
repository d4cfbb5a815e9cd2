/** Lists of campaigns; for owners and the catalogue alike. */
import { among } from '../../framework/lists/filter.ts';
import { type SharedConditions, sharedConditions } from '../../cards/conditions.ts';
import { byArea, byTheme } from '../../cards/facets.ts';
import {
  byField,
  byMonth,
  byOrganisation,
  byOrganisationKind,
} from '../../framework/lists/facets.ts';
import type { ListKind } from '../../framework/lists/list.ts';
import { CAMPAIGN_ORDERS, type CampaignStatus } from './campaign.ts';

/** `CampaignFilter` of the contract. */
export interface CampaignFilterInput extends SharedConditions {
  statuses?: readonly CampaignStatus[] | null;
}

/** `campaigns` of the contracts. */
export const CAMPAIGN_LIST: ListKind<CampaignFilterInput> = {
  filter: (input, known) => ({
    ...sharedConditions(input, known),
    ...among('status', input.statuses),
  }),
  orders: CAMPAIGN_ORDERS,
  facets: {
    themes: byTheme,
    areas: byArea,
    statuses: byField('status', 'status', 'statuses'),
    organisations: byOrganisation,
    organisationKinds: byOrganisationKind,
    months: byMonth('createdAt', 'createdFrom', 'createdBefore'),
  },
  at: 'filter.',
};
