/** What a campaign must be to be opened, and what a change of one. */
import { z } from 'zod';
import { area, themes } from '../../cards/input.ts';
import {
  idOf,
  neededAddress,
  optionalText,
  organisationId,
  past,
  text,
  withoutOrganisation,
} from '../../framework/input.ts';
import type { IdType } from '../../../schema/things.ts';
import { CAMPAIGN_STATUSES, MOST_LINKS, RESOURCE_KINDS } from './campaign.ts';

/** No campaign has more resources or milestones. */
const MOST_PARTS = 20;

const distinct = (ids: string[]): string[] => [...new Set(ids)];
const linked = (type: IdType) =>
  z.array(idOf(type)).max(MOST_LINKS, `at most ${MOST_LINKS} ids`).transform(distinct);

const resource = z.object({
  title: text(1, 200),
  kind: z.enum(RESOURCE_KINDS),
  url: neededAddress,
});

const orNull = <Value>(value: Value | null | undefined): Value | null => value ?? null;

const milestone = z.object({
  text: text(1, 300),
  due: z.date().nullish().transform(orNull),
  reached: past.nullish().transform(orNull),
});

const said = z.object({
  name: text(3, 200),
  aim: text(1, 400),
  description: optionalText(20_000),
  themes,
  area,
  status: z.enum(CAMPAIGN_STATUSES),
  resources: z.array(resource).max(MOST_PARTS, `at most ${MOST_PARTS} resources`),
  milestones: z.array(milestone).max(MOST_PARTS, `at most ${MOST_PARTS} milestones`),
  ideas: linked('idea'),
  actions: linked('event'),
  allies: z.array(organisationId).max(MOST_LINKS, `at most ${MOST_LINKS} ids`).transform(distinct),
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
    .extend({ campaign: idOf('campaign') })
    .transform(({ campaign, name, aim, ...rest }) => ({
      campaign,
      change: {
        ...rest,
        ...(name !== undefined && { title: name }),
        ...(aim !== undefined && { summary: aim }),
      },
    })),
);
