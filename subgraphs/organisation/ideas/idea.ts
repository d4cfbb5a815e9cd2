/** A policy idea: its card, which the catalogue holds too, and the row that only its owner has. */
import type { Connection } from 'mongoose';
import { modelOf } from '../../framework/row-schema.ts';
import { type PersonalRows, personKey } from '../../framework/personal.ts';
import type { Authored } from '../members/author.ts';
import { impersonalPaths, sharedSchema } from '../../feed/publish/shared-schema.ts';
import { LONGEST_TAG } from '../../../schema/language-tag.ts';
import { LONGEST_ID, type NewSharedRow, newSharedRow, type SharedRow } from '../../cards/card.ts';
import { Channel, IdeaStatus } from '../../../schema/generated/enums.ts';

export interface VoteCount {
  support: number;
  oppose: number;
  pass: number;
}

/** The current positions, and all votes ever cast. */
export type Tally = VoteCount & { cast: VoteCount };

/** What everyone may see of an idea in a list. */
export interface IdeaCard extends SharedRow {
  language: string;
  status: IdeaStatus;
  channel: Channel;
  /** The idea that it was merged into; null when it was not. */
  mergedInto: string | null;
  tally: Tally;
  commentCount: number;
}

/** An idea as its owner keeps it. */
export interface IdeaRow extends IdeaCard, Authored {
  body: string;
  /** Goes up with each count, so that an older count never overwrites a newer one. */
  counts: number;
}

/** Nobody's votes. */
export const NO_VOTES: VoteCount = { support: 0, oppose: 0, pass: 0 };

/** What someone says of an idea as they put it forward. */
export type IdeaText = Pick<IdeaRow, 'title' | 'summary' | 'body' | 'language' | 'themes' | 'area'>;

/** A new idea: what is given, and everything else as ideas begin. */
export const newIdea = (given: NewSharedRow<IdeaRow, 'body' | 'language'>): IdeaRow => ({
  ...newSharedRow(given),
  person: null,
  named: false,
  status: 'SUBMITTED',
  channel: 'WEB',
  mergedInto: null,
  tally: { ...NO_VOTES, cast: NO_VOTES },
  commentCount: 0,
  counts: 0,
  ...given,
});

const voteCount = {
  support: { type: Number, default: 0 },
  oppose: { type: Number, default: 0 },
  pass: { type: Number, default: 0 },
};

/** The fields of a card of this type beside those that every card has. */
export const ideaCardFields = {
  language: { type: String, maxlength: LONGEST_TAG },
  status: { type: String, enum: IdeaStatus },
  channel: { type: String, enum: Channel },
  mergedInto: { type: String, default: null, maxlength: LONGEST_ID, idType: 'idea' },
  tally: { ...voteCount, cast: voteCount },
  commentCount: { type: Number, default: 0 },
};

/** The fields of a row beside those that every shared row has. */
export const ideaFields = {
  ...ideaCardFields,
  body: { type: String, maxlength: 20_000, hasLines: true },
  person: { ...personKey, default: null },
  named: { type: Boolean, default: false },
  counts: { type: Number, default: 0 },
};

const ideaSchema = sharedSchema(ideaFields)
  .index({ 'tally.support': -1, _id: -1 })
  .index({ person: 1, createdAt: -1 });

/** The collection of ideas of one organisation. */
export const ideaModel = (db: Connection) => modelOf<IdeaRow>(db, 'Idea', ideaSchema, 'ideas');

/** What ideas say of who put them forward. */
export const ofIdeas: PersonalRows = {
  collection: 'ideas',
  keys: ['person'],
  fields: ['person', 'named'],
  impersonal: [...impersonalPaths(ideaCardFields), 'body', 'counts'],
  answers: ['PolicyIdea.author', 'Member.policyIdeas'],
  purpose:
    'Authorship: the author finds their ideas, and is named with them where they chose to be.',
  kept: 'As long as the idea.',
  erasure: 'The idea stays, as one that nobody is known to have put forward.',
};

/** Whether people may still take positions on it. */
export const takesPositions = ({ status }: Pick<IdeaRow, 'status'>): boolean =>
  status === 'SUBMITTED' || status === 'UNDER_DISCUSSION' || status === 'UNDER_REVIEW';

/** Whether people may still comment on it. */
export const takesComments = ({ status }: Pick<IdeaRow, 'status'>): boolean =>
  status !== 'MERGED' && status !== 'WITHDRAWN';
