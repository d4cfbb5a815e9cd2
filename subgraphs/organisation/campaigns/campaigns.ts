/** The campaigns of one organisation. */
import type { Connection } from 'mongoose';
import type { CampaignFilter } from '../../../schema/generated/organisation.ts';
import { cardsFrom } from '../../feed/publish/card-source.ts';
import { countEdit, ifStill } from '../../framework/edits.ts';
import { insert } from '../../framework/mongo.ts';
import { type ListArgs, readList, type Scope } from '../../framework/lists/list.ts';
import { campaignModel, type CampaignRow, type CampaignText, newCampaign } from './campaign.ts';
import { list } from './campaign-list.ts';

/** What is to change of a campaign; what is left out stays. */
export type CampaignChange = { [Field in keyof CampaignText]?: CampaignText[Field] | undefined };

/** @param organisation the id of whose campaigns they are */
export function campaignsOf(db: Connection, organisation: string) {
  const campaigns = campaignModel(db);
  return {
    cards: cardsFrom(campaigns, list),

    byIds: (ids: readonly string[]) => campaigns.find({ _id: { $in: ids } }).lean<CampaignRow[]>(),

    list: (args: ListArgs<CampaignFilter>, scope: Scope) => readList(campaigns, list, args, scope),

    /** Puts a new campaign on record. */
    async open(_id: string, given: CampaignText): Promise<CampaignRow> {
      const campaign = newCampaign({ ...given, _id, organisation, createdAt: new Date() });
      return insert(campaigns, campaign);
    },

    /**
     * Changes what is given of a campaign and answers it as it then stands; null when there is none of this version. What
     * it cites follows from its ideas and actions in the same step, whoever else writes them.
     */
    change: (
      _id: string,
      given: CampaignChange,
      version: number | null,
    ): Promise<CampaignRow | null> =>
      campaigns
        .findOneAndUpdate({ _id, ...ifStill(version) }, changeUpdate(given), {
          returnDocument: 'after',
          updatePipeline: true,
        })
        .lean<CampaignRow>(),
  };
}

/** The update, as a pipeline. Values are literal, so that none is ever taken for the name of a field. */
function changeUpdate(given: CampaignChange) {
  const literal = Object.entries(given).map(([field, value]) => [field, { $literal: value }]);
  return [
    { $set: Object.fromEntries(literal) as object },
    { $set: { cites: { $concatArrays: ['$ideas', '$actions'] } } },
    countEdit,
  ];
}
