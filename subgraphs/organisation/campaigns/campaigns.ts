/** The campaigns of one organisation. */
import type { Connection } from 'mongoose';
import { cardsFrom } from '../../feed/publish/card-source.ts';
import { type ListArgs, readList, type Scope } from '../../framework/lists/list.ts';
import {
  type CampaignCard,
  campaignCardFields,
  campaignModel,
  type CampaignRow,
} from './campaign.ts';
import { CAMPAIGN_LIST, type CampaignFilterInput } from './campaign-list.ts';

type Changeable = Omit<
  CampaignRow,
  '_id' | 'organisation' | 'cites' | 'startsAt' | 'createdAt' | 'updatedAt'
>;

/** What is to change of a campaign; what is left out stays. */
export type CampaignChange = { [Field in keyof Changeable]?: Changeable[Field] | undefined };

export type Campaigns = ReturnType<typeof campaignsOf>;

/** Tables of campaigns: what is asked of them and what is done to them. */
export function campaignsOf(db: Connection) {
  const campaigns = campaignModel(db);
  const cardFields = Object.keys(campaignCardFields) as (keyof CampaignCard)[];
  return {
    cards: cardsFrom(campaigns, { type: 'CAMPAIGN', fields: cardFields }),

    byIds: (ids: readonly string[]) => campaigns.find({ _id: { $in: ids } }).lean<CampaignRow[]>(),

    list: (args: ListArgs<CampaignFilterInput>, scope: Scope) =>
      readList(campaigns, CAMPAIGN_LIST, args, scope),

    /** Puts a new campaign on record. */
    async open(campaign: CampaignRow): Promise<CampaignRow> {
      await campaigns.create(campaign);
      return campaign;
    },

    /**
     * Changes what is given of a campaign and answers it as it then stands; null when there is none. What it cites
     * follows from its ideas and actions in the same step, whoever else writes them.
     */
    change: (_id: string, given: CampaignChange): Promise<CampaignRow | null> =>
      campaigns
        .findOneAndUpdate({ _id }, changeUpdate(given, new Date()), {
          returnDocument: 'after',
          updatePipeline: true,
        })
        .lean<CampaignRow>(),
  };
}

/** The update, as a pipeline. Values are literal, so that none is ever taken for the name of a field. */
function changeUpdate(given: CampaignChange, now: Date) {
  const literal = Object.entries(given).map(([field, value]) => [field, { $literal: value }]);
  return [
    { $set: { ...(Object.fromEntries(literal) as object), updatedAt: now } },
    { $set: { cites: { $concatArrays: ['$ideas', '$actions'] } } },
  ];
}
