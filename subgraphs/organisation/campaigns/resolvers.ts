/** `Campaign`, and how one is opened and changed. */
import type {
  CampaignConnectionResolvers,
  CampaignResolvers,
  MutationResolvers,
} from '../../../schema/generated/organisation.ts';
import type { Context } from '../context.ts';
import { badInput, done, notFound } from '../../framework/errors.ts';
import { live } from '../../framework/lists/freshness.ts';
import { newId } from '../../framework/ids.ts';
import { checkInput } from '../../framework/input.ts';
import { needLinked, referenceOf } from '../../framework/nodes.ts';
import { type CampaignRow, citedBy } from './campaign.ts';
import { campaignCard } from './campaign-card.ts';
import { changing, opening } from './campaign-input.ts';

export const Campaign: CampaignResolvers = {
  __resolveReference: referenceOf('campaign', (id, { load }) => load.campaign.load(id)),
  ...campaignCard,
  organisation: (_campaign, _args, { organisation }) => organisation,
};

export const CampaignConnection: CampaignConnectionResolvers = { freshness: live };

interface Links {
  ideas?: readonly string[] | undefined;
  actions?: readonly string[] | undefined;
  allies?: readonly string[] | undefined;
}

/** Sees to it that what a campaign links to can be there. @throws NOT_FOUND or BAD_USER_INPUT naming what cannot. */
async function needLinks({ ideas, actions, allies }: Links, context: Context): Promise<void> {
  const { affiliates, organisation } = context;
  allies?.forEach((id, at) => {
    if (id === organisation.id)
      throw badInput(`input.allies.${at}`, 'an organisation other than its own', id);
    if (!affiliates.has(id)) throw notFound(`input.allies.${at}`, 'organisation', id);
  });
  await Promise.all([
    ...(ideas ?? []).map((id, at) => needLinked(`input.ideas.${at}`, 'idea', id, context)),
    ...(actions ?? []).map((id, at) => needLinked(`input.actions.${at}`, 'event', id, context)),
  ]);
}

export const campaignMutations: MutationResolvers = {
  async openCampaign(_root, args, context) {
    const { organisation, tables } = context;
    const given = checkInput(opening, args.input);
    await needLinks(given, context);
    const now = new Date();
    const campaign: CampaignRow = {
      ...given,
      _id: newId(organisation.id, 'campaign'),
      organisation: organisation.id,
      cites: citedBy(given),
      startsAt: null,
      createdAt: now,
      updatedAt: now,
    };
    return { campaign: await tables.campaigns.open(campaign), ...done };
  },

  async changeCampaign(_root, args, context) {
    const { tables, load } = context;
    const { campaign: id, change } = checkInput(changing, args.input);
    await needLinks(change, context);
    const campaign = await tables.campaigns.change(id, change);
    if (!campaign) throw notFound('input.campaign', 'campaign', id);
    load.campaign.clear(id);
    return { campaign, ...done };
  },
};
