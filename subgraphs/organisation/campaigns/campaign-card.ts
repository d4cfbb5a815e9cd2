/** The fields of a campaign's card, for owners and the catalogue alike. */
import { areaOf } from '../../../schema/areas.ts';
import { themesOf } from '../../../schema/themes.ts';
import type { CampaignCard } from './campaign.ts';

export const campaignCard = {
  id: ({ _id }: CampaignCard) => _id,
  name: ({ title }: CampaignCard) => title,
  aim: ({ summary }: CampaignCard) => summary,
  themes: ({ themes }: CampaignCard) => themesOf(themes),
  area: ({ area }: CampaignCard) => areaOf(area),
};
