/** The cards of campaigns and lists of them; for their owner and the catalogue alike. */
import { areaOf } from '../../../schema/areas.ts';
import { themesOf } from '../../../schema/themes.ts';
import type { CardList } from '../../cards/card-list.ts';
import type { CatalogueContext } from '../../cards/catalogue-context.ts';
import { type SharedConditions, sharedConditions } from '../../cards/conditions.ts';
import { byArea, byTheme } from '../../cards/facets.ts';
import {
  byField,
  byMonth,
  byOrganisation,
  byOrganisationKind,
} from '../../framework/lists/facets.ts';
import { all, among } from '../../framework/lists/filter.ts';
import { newestFirst, oldestFirst } from '../../framework/lists/orders.ts';
import { type CampaignCard, campaignCardFields } from './campaign.ts';
import type { CampaignStatus } from '../../../schema/generated/enums.ts';

/** `CampaignFilter` of the contract. */
export interface CampaignFilterInput extends SharedConditions {
  statuses?: readonly CampaignStatus[] | null;
}

export const list: CardList<CampaignCard, CampaignFilterInput> = {
  type: 'CAMPAIGN',
  field: 'campaigns',
  fields: campaignCardFields,
  filter: (input, owners) => all(sharedConditions(input, owners), among('status', input.statuses)),
  orders: { NEWEST: newestFirst, OLDEST: oldestFirst },
  facets: {
    themes: byTheme,
    areas: byArea,
    statuses: byField('status', 'status', 'statuses'),
    organisations: byOrganisation,
    organisationKinds: byOrganisationKind,
    months: byMonth('createdAt', 'createdFrom', 'createdBefore'),
  },
  at: 'filter.',
  shows: {
    name: ({ title }) => title,
    aim: ({ summary }) => summary,
    themes: ({ themes }) => themesOf(themes),
    area: ({ area }) => areaOf(area),
  },
  inCatalogue: {
    ideas: ({ ideas }, _args, { cards }: CatalogueContext) => cards('IDEA', ideas),
    actions: ({ actions }, _args, { cards }: CatalogueContext) => cards('EVENT', actions),
    allies: ({ allies }, _args, { affiliates }: CatalogueContext) =>
      allies.flatMap((id) => affiliates.get(id) ?? []),
  },
};
