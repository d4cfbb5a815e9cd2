/** A policy idea: its card, which the catalogue holds too, and the row that only its owner has. */
import type { Connection } from 'mongoose';
import { type Order, type OrderKey } from '../../framework/lists/cursor.ts';
import { newestFirst, oldestFirst } from '../../framework/lists/orders.ts';
import { sharedSchema } from '../../feed/publish/shared-schema.ts';
import type { SharedRow } from '../../cards/card.ts';

export const CHANNELS = [
  'WEB',
  'SMS',
  'EMAIL',
  'IN_PERSON',
  'STREET',
  'PHONE',
  'EVENT',
  'IMPORT',
] as const;
export type Channel = (typeof CHANNELS)[number];

export const IDEA_STATUSES = [
  'SUBMITTED',
  'UNDER_DISCUSSION',
  'UNDER_REVIEW',
  'ADOPTED',
  'PART_ADOPTED',
  'DECLINED',
  'MERGED',
  'WITHDRAWN',
] as const;
export type IdeaStatus = (typeof IDEA_STATUSES)[number];

export interface VoteCount {
  support: number;
  oppose: number;
  pass: number;
}

/** The standing positions, and all votes ever cast. */
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
  updatedAt: Date;
}

/** An idea as its owner keeps it. */
export interface IdeaRow extends IdeaCard {
  body: string;
  /** Who put it forward, as this organisation knows them; null when nobody knows. */
  person: string | null;
  /** Whether that person chose to be named. */
  named: boolean;
  /** Goes up with each count, so that an older count never overwrites a newer one. */
  counts: number;
}

const voteCount = {
  support: { type: Number, default: 0 },
  oppose: { type: Number, default: 0 },
  pass: { type: Number, default: 0 },
};

/** The fields of a card of this type beside those that every card has. */
export const ideaCardFields = {
  language: String,
  status: { type: String, enum: IDEA_STATUSES },
  channel: { type: String, enum: CHANNELS },
  mergedInto: { type: String, default: null },
  tally: { ...voteCount, cast: voteCount },
  commentCount: { type: Number, default: 0 },
  updatedAt: Date,
};

const ideaSchema = sharedSchema<IdeaRow>({
  ...ideaCardFields,
  body: String,
  person: { type: String, default: null },
  named: { type: Boolean, default: false },
  counts: { type: Number, default: 0 },
})
  .index({ 'tally.support': -1, _id: -1 })
  .index({ person: 1, createdAt: -1 });

/** The collection of ideas of one organisation. */
export const ideaModel = (db: Connection) => db.model<IdeaRow>('Idea', ideaSchema, 'ideas');

const unique: OrderKey = { field: '_id', direction: -1, as: 'text' };

/** The orders of a list of ideas, by their name in the contract. */
export const IDEA_ORDERS = {
  NEWEST: newestFirst,
  OLDEST: oldestFirst,
  MOST_SUPPORTED: {
    name: 'most-supported',
    keys: [{ field: 'tally.support', direction: -1, as: 'number' }, unique],
  },
} as const satisfies Record<string, Order>;

/** Whether people may still take positions on it. */
export const takesPositions = ({ status }: Pick<IdeaRow, 'status'>): boolean =>
  status === 'SUBMITTED' || status === 'UNDER_DISCUSSION' || status === 'UNDER_REVIEW';

/** Whether people may still comment on it. */
export const takesComments = ({ status }: Pick<IdeaRow, 'status'>): boolean =>
  status !== 'MERGED' && status !== 'WITHDRAWN';
