/** The cards of campaigns and lists of them; for their owner and the catalogue alike. */
import type { CampaignFilter } from '../../../schema/generated/organisation.ts';
import { cardList } from '../../cards/card-list.ts';
import type { CatalogueContext } from '../../cards/catalogue-context.ts';
import { type CampaignCard, campaignCardFields } from './campaign.ts';

export const list = cardList<CampaignCard, CampaignFilter>({
  type: 'CAMPAIGN',
  field: 'campaigns',
  fields: campaignCardFields,
  among: { statuses: 'status' },
  shows: { name: ({ title }) => title, aim: ({ summary }) => summary },
  inCatalogue: {
    ideas: ({ ideas }, _args, { cards }: CatalogueContext) => cards('IDEA', ideas),
    actions: ({ actions }, _args, { cards }: CatalogueContext) => cards('EVENT', actions),
    allies: ({ allies }, _args, { affiliates }: CatalogueContext) =>
      allies.flatMap((id) => affiliates.get(id) ?? []),
  },
});
