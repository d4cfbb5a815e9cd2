/** What a campaign must be to be opened, and what a change of one. */
import { z } from 'zod';
import { sharedFields } from '../../cards/card.ts';
import { area, themes } from '../../cards/input.ts';
import { version } from '../../framework/edits.ts';
import {
  idOf,
  listOf,
  neededAddress,
  optionalText,
  organisationId,
  moment,
  past,
  setOf,
  text,
  withoutOrganisation,
} from '../../framework/input.ts';
import { campaignFields, milestoneFields, resourceFields } from './campaign.ts';
import { CampaignResourceKind, CampaignStatus } from '../../../schema/generated/enums.ts';

const resource = z.object({
  title: text(resourceFields.title),
  kind: z.enum(CampaignResourceKind),
  url: neededAddress,
});

const orNull = <Value>(value: Value | null | undefined): Value | null => value ?? null;

const milestone = z.object({
  text: text(milestoneFields.text),
  due: moment.nullish().transform(orNull),
  reached: past.nullish().transform(orNull),
});

const said = z.object({
  name: text(sharedFields.title, 3),
  aim: text(sharedFields.summary),
  description: optionalText(campaignFields.description),
  themes,
  area,
  status: z.enum(CampaignStatus),
  resources: listOf(campaignFields.resources, resource, 'resources'),
  milestones: listOf(campaignFields.milestones, milestone, 'milestones'),
  ideas: setOf(campaignFields.ideas, idOf('idea'), 'ids'),
  actions: setOf(campaignFields.actions, idOf('event'), 'ids'),
  allies: setOf(campaignFields.allies, organisationId, 'ids'),
});

/** `OpenCampaignInput` of the contract; `name` becomes the row's title, `aim` its summary. */
export const opening = said
  .extend({ organisation: organisationId })
  .transform(withoutOrganisation)
  .transform(({ name, aim, ...rest }) => ({ ...rest, title: name, summary: aim }));

/** Where `null` is a value: it takes away what is there. Everywhere else it is as good as left out. */
const NULLABLE = ['description', 'area'];

const withoutNulls = (given: unknown): unknown =>
  Object.fromEntries(
    Object.entries(given as object).filter(
      ([field, value]) => value !== null || NULLABLE.includes(field),
    ),
  );

/** `ChangeCampaignInput` of the contract: which campaign, and what is to change, with nothing in it that was left out. */
export const changing = z.preprocess(
  withoutNulls,
  said
    .partial()
    .extend({ campaign: idOf('campaign'), version })
    .transform(({ campaign, version: from, name, aim, ...rest }) => ({
      campaign,
      from,
      change: {
        ...rest,
        ...(name !== undefined && { title: name }),
        ...(aim !== undefined && { summary: aim }),
      },
    })),
);
