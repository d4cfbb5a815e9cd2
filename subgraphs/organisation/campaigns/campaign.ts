/** A campaign: its card, which the catalogue holds too, and the row that only its owner has. */
import type { Connection } from 'mongoose';
import { sharedSchema } from '../../feed/publish/shared-schema.ts';
import {
  LONGEST_ID,
  LONGEST_SLUG,
  type NewSharedRow,
  newSharedRow,
  type SharedRow,
} from '../../cards/card.ts';

export const CAMPAIGN_STATUSES = ['PLANNED', 'RUNNING', 'PAUSED', 'WON', 'ENDED'] as const;
export type CampaignStatus = (typeof CAMPAIGN_STATUSES)[number];

/** What everyone may see of a campaign in a list. `title` is its name, `summary` its aim. */
export interface CampaignCard extends SharedRow {
  summary: string;
  status: CampaignStatus;
  /** Ids of the ideas that it fights for, of any organisation; none twice. */
  ideas: string[];
  /** Ids of the events that are part of it, of any organisation; none twice. */
  actions: string[];
  /** Ids of the organisations that are in it beside its own; none twice. */
  allies: string[];
  updatedAt: Date;
}

export const RESOURCE_KINDS = ['LEAFLET', 'SCRIPT', 'GUIDE'] as const;

/** Something that helps people to campaign. */
export interface ResourceRow {
  title: string;
  kind: (typeof RESOURCE_KINDS)[number];
  /** A web address. */
  url: string;
}

/** A step on the way. */
export interface MilestoneRow {
  text: string;
  due: Date | null;
  reached: Date | null;
}

/** A campaign as its owner keeps it. It cites its ideas and actions. */
export interface CampaignRow extends CampaignCard {
  /** Markdown source. */
  description: string | null;
  resources: ResourceRow[];
  milestones: MilestoneRow[];
}

/** What an organiser says of a campaign, and may change. */
export type CampaignText = Pick<
  CampaignRow,
  | 'title'
  | 'summary'
  | 'description'
  | 'themes'
  | 'area'
  | 'status'
  | 'resources'
  | 'milestones'
  | 'ideas'
  | 'actions'
  | 'allies'
>;

/** A new campaign: what is given, what it cites, and everything else as campaigns begin. */
export const newCampaign = (
  given: NewSharedRow<CampaignRow, 'summary' | 'status'>,
): CampaignRow => {
  const { ideas = [], actions = [] } = given;
  return {
    ...newSharedRow(),
    description: null,
    resources: [],
    milestones: [],
    ideas,
    actions,
    allies: [],
    cites: [...ideas, ...actions],
    updatedAt: given.createdAt,
    ...given,
  };
};

/** No campaign links to more ideas, events or organisations. */
export const MOST_LINKS = 50;

const links = (maxlength: number) => ({
  type: [String],
  default: undefined,
  maxItems: MOST_LINKS,
  maxlength,
});

/** The fields of a card of this type beside those that every card has. */
export const campaignCardFields = {
  status: { type: String, enum: CAMPAIGN_STATUSES },
  ideas: links(LONGEST_ID),
  actions: links(LONGEST_ID),
  allies: links(LONGEST_SLUG),
  updatedAt: Date,
};

const campaignSchema = sharedSchema<CampaignRow>({
  ...campaignCardFields,
  description: { type: String, default: null },
  resources: [
    { title: String, kind: { type: String, enum: RESOURCE_KINDS }, url: String, _id: false },
  ],
  milestones: [{ text: String, due: Date, reached: Date, _id: false }],
});

/** The collection of campaigns of one organisation. */
export const campaignModel = (db: Connection) =>
  db.model<CampaignRow>('Campaign', campaignSchema, 'campaigns');
