/** A campaign: its card, which the catalogue holds too, and the row that only its owner has. */
import type { Connection } from 'mongoose';
import { type Edited, editFields } from '../../framework/edits.ts';
import { modelOf } from '../../framework/row-schema.ts';
import { sharedSchema } from '../../feed/publish/shared-schema.ts';
import {
  LONGEST_ID,
  LONGEST_SLUG,
  type NewSharedRow,
  newSharedRow,
  type SharedRow,
} from '../../cards/card.ts';
import { CampaignResourceKind, CampaignStatus } from '../../../schema/generated/enums.ts';

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
}

/** Something that helps people to campaign. */
export interface ResourceRow {
  title: string;
  kind: CampaignResourceKind;
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
export interface CampaignRow extends CampaignCard, Edited {
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
    ...newSharedRow(given),
    description: null,
    resources: [],
    milestones: [],
    ideas,
    actions,
    allies: [],
    edits: 0,
    cites: [...ideas, ...actions],
    ...given,
  };
};

const links = { type: [String], default: undefined, maxItems: 50 };

/** The fields of a card of this type beside those that every card has. */
export const campaignCardFields = {
  status: { type: String, enum: CampaignStatus },
  ideas: { ...links, maxlength: LONGEST_ID, idType: 'idea' },
  actions: { ...links, maxlength: LONGEST_ID, idType: 'event' },
  allies: { ...links, maxlength: LONGEST_SLUG },
};

/** The fields of a resource. */
export const resourceFields = {
  title: { type: String, maxlength: 200 },
  kind: { type: String, enum: CampaignResourceKind },
  url: String,
  _id: false,
} as const;

/** The fields of a milestone. */
export const milestoneFields = {
  text: { type: String, maxlength: 300 },
  due: Date,
  reached: Date,
  _id: false,
} as const;

/** The fields of a row beside those that every shared row has. */
export const campaignFields = {
  ...campaignCardFields,
  ...editFields,
  description: { type: String, default: null, maxlength: 20_000, hasLines: true },
  resources: { type: [resourceFields], maxItems: 20 },
  milestones: { type: [milestoneFields], maxItems: 20 },
};

const campaignSchema = sharedSchema(campaignFields);

/** The collection of campaigns of one organisation. */
export const campaignModel = (db: Connection) =>
  modelOf<CampaignRow>(db, 'Campaign', campaignSchema, 'campaigns');
