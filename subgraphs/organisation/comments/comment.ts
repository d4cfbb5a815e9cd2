/** What people say about an idea. */
import type { Connection } from 'mongoose';
import { oldestFirst } from '../../framework/lists/orders.ts';
import { schemaOf } from '../../framework/row-schema.ts';

export const STANCES = ['FOR', 'AGAINST', 'NEUTRAL'] as const;
export type Stance = (typeof STANCES)[number];

/** A moderator's decision about a comment. */
export interface ModerationRow {
  hidden: boolean;
  /** Who decided, as this organisation knows them. */
  by: string;
  reason: string;
  decidedAt: Date;
}

/** A comment as its owner keeps it. */
export interface CommentRow {
  _id: string;
  idea: string;
  person: string;
  named: boolean;
  stance: Stance;
  text: string;
  /** The comment that it answers; null when it answers the idea. */
  inReplyTo: string | null;
  createdAt: Date;
  /** Whether only moderators see it; absent where none decided. */
  hidden?: boolean;
  /** All that moderators decided about it, in order; absent where none did. */
  moderations?: ModerationRow[];
  /** True until the idea's comment count counts it: what a crash leaves behind for the next start. */
  uncounted: boolean;
}

const commentSchema = schemaOf<CommentRow>({
  _id: String,
  idea: String,
  person: String,
  named: { type: Boolean, default: false },
  stance: { type: String, enum: STANCES },
  text: String,
  inReplyTo: { type: String, default: null },
  createdAt: Date,
  hidden: Boolean,
  moderations: {
    type: [{ hidden: Boolean, by: String, reason: String, decidedAt: Date, _id: false }],
    default: undefined,
  },
  uncounted: Boolean,
})
  .index({ idea: 1, createdAt: 1, _id: 1 })
  .index({ uncounted: 1 }, { partialFilterExpression: { uncounted: true } });

/** The collection of comments of one organisation. */
export const commentModel = (db: Connection) =>
  db.model<CommentRow>('Comment', commentSchema, 'comments');

/** Those that everyone sees, as a filter. */
export const shown = { hidden: { $ne: true } } as const;

/** Where the comments of an idea are, for reading a page for each of many ideas. */
export const commentsOfIdeas = { collection: 'comments', field: 'idea', order: oldestFirst };
