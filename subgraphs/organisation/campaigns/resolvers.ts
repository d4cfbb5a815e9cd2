/** `Campaign`, the lists of them, and how one is opened and changed. */
import type {
  CampaignResolvers,
  MutationResolvers,
  OrganisationResolvers,
} from '../../../schema/generated/organisation.ts';
import { stale, versionOf } from '../../framework/edits.ts';
import { badInput, done, notFound } from '../../framework/errors.ts';
import { checkInput } from '../../framework/input.ts';
import { needLinked } from '../../framework/nodes.ts';
import { changing, opening } from './campaign-input.ts';
import { list } from './campaign-list.ts';
import type { Context } from './context.ts';

const Campaign: CampaignResolvers<Context> = { ...list.shows, version: versionOf };

const Organisation: OrganisationResolvers<Context> = {
  campaigns: (_organisation, args, { tables, readOnce, owners }) =>
    readOnce('campaigns', args, () => tables.campaigns.list(args, { owners })),
};

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

const Mutation: MutationResolvers<Context> = {
  async openCampaign(_root, args, context) {
    const given = checkInput(opening, args.input);
    await needLinks(given, context);
    return {
      campaign: await context.tables.campaigns.open(context.newId('campaign'), given),
      ...done,
    };
  },

  async changeCampaign(_root, args, context) {
    const { tables, load } = context;
    const { campaign: id, from, change } = checkInput(changing, args.input);
    await needLinks(change, context);
    const changed = await tables.campaigns.change(id, change, from);
    const campaign = changed ?? (await load.campaign.clear(id).load(id));
    if (!campaign) throw notFound('input.campaign', 'campaign', id);
    load.campaign.clear(id);
    return { campaign, ...(changed ? done : stale(versionOf(campaign))) };
  },
};

export const resolvers = { Campaign, Organisation, Mutation };
